<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" simplifyDrawingHints="1" minScale="100000000" simplifyAlgorithm="0" maxScale="0" labelsEnabled="1" simplifyMaxScale="1" symbologyReferenceScale="-1" styleCategories="Symbology|Labeling|MapTips|Rendering" simplifyDrawingTol="1" simplifyLocal="1" version="3.22.16-Białowieża">
  <renderer-v2 referencescale="-1" attr="class" enableorderby="0" type="categorizedSymbol" forceraster="0" symbollevels="0">
    <categories>
      <category value="" label="" symbol="0" render="true" />
    </categories>
    <symbols>
      <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="0" type="marker">
        <layer class="SimpleMarker" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="0" name="angle" type="QString" />
            <Option value="square" name="cap_style" type="QString" />
            <Option value="30,30,30,255" name="color" type="QString" />
            <Option value="1" name="horizontal_anchor_point" type="QString" />
            <Option value="bevel" name="joinstyle" type="QString" />
            <Option value="triangle" name="name" type="QString" />
            <Option value="0,-7.20000000000000018" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="255,255,255,235" name="outline_color" type="QString" />
            <Option value="solid" name="outline_style" type="QString" />
            <Option value="0" name="outline_width" type="QString" />
            <Option value="MM" name="outline_width_unit" type="QString" />
            <Option value="diameter" name="scale_method" type="QString" />
            <Option value="0.01" name="size" type="QString" />
            <Option value="MM" name="size_unit" type="QString" />
            <Option value="1" name="vertical_anchor_point" type="QString" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option value="" name="name" type="QString" />
              <Option name="properties" type="Map">
                <Option name="angle" type="Map">
                  <Option value="true" name="active" type="bool" />
                  <Option value="coalesce(&quot;heading&quot;, 0)" name="expression" type="QString" />
                  <Option value="3" name="type" type="int" />
                </Option>
                <Option name="outlineWidth" type="Map">
                  <Option value="true" name="active" type="bool" />
                  <Option value="if(&quot;heading&quot; is null, 0, 0.25)" name="expression" type="QString" />
                  <Option value="3" name="type" type="int" />
                </Option>
                <Option name="size" type="Map">
                  <Option value="true" name="active" type="bool" />
                  <Option value="if(&quot;heading&quot; is null, 0.01, 2.4)" name="expression" type="QString" />
                  <Option value="3" name="type" type="int" />
                </Option>
              </Option>
              <Option value="collection" name="type" type="QString" />
            </Option>
          </data_defined_properties>
        </layer>
        <layer class="SimpleMarker" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="0" name="angle" type="QString" />
            <Option value="square" name="cap_style" type="QString" />
            <Option value="255,255,255,240" name="color" type="QString" />
            <Option value="1" name="horizontal_anchor_point" type="QString" />
            <Option value="bevel" name="joinstyle" type="QString" />
            <Option value="circle" name="name" type="QString" />
            <Option value="0,0" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="30,30,30,220" name="outline_color" type="QString" />
            <Option value="solid" name="outline_style" type="QString" />
            <Option value="0.2" name="outline_width" type="QString" />
            <Option value="MM" name="outline_width_unit" type="QString" />
            <Option value="diameter" name="scale_method" type="QString" />
            <Option value="4.4" name="size" type="QString" />
            <Option value="MM" name="size_unit" type="QString" />
            <Option value="1" name="vertical_anchor_point" type="QString" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option value="" name="name" type="QString" />
              <Option name="properties" type="Map">
                <Option name="offset" type="Map">
                  <Option value="true" name="active" type="bool" />
                  <Option value="if(&quot;heading&quot; is null, '0,0', to_string(4.2 * sin(radians(&quot;heading&quot;))) || ',' || to_string(-4.2 * cos(radians(&quot;heading&quot;))))" name="expression" type="QString" />
                  <Option value="3" name="type" type="int" />
                </Option>
              </Option>
              <Option value="collection" name="type" type="QString" />
            </Option>
          </data_defined_properties>
        </layer>
        <layer class="SimpleMarker" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="0" name="angle" type="QString" />
            <Option value="square" name="cap_style" type="QString" />
            <Option value="0,114,178,255" name="color" type="QString" />
            <Option value="1" name="horizontal_anchor_point" type="QString" />
            <Option value="bevel" name="joinstyle" type="QString" />
            <Option value="circle" name="name" type="QString" />
            <Option value="0,0" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="30,30,30,0" name="outline_color" type="QString" />
            <Option value="no" name="outline_style" type="QString" />
            <Option value="0.2" name="outline_width" type="QString" />
            <Option value="MM" name="outline_width_unit" type="QString" />
            <Option value="diameter" name="scale_method" type="QString" />
            <Option value="3.3" name="size" type="QString" />
            <Option value="MM" name="size_unit" type="QString" />
            <Option value="1" name="vertical_anchor_point" type="QString" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option value="" name="name" type="QString" />
              <Option name="properties" type="Map">
                <Option name="offset" type="Map">
                  <Option value="true" name="active" type="bool" />
                  <Option value="if(&quot;heading&quot; is null, '0,0', to_string(4.2 * sin(radians(&quot;heading&quot;))) || ',' || to_string(-4.2 * cos(radians(&quot;heading&quot;))))" name="expression" type="QString" />
                  <Option value="3" name="type" type="int" />
                </Option>
              </Option>
              <Option value="collection" name="type" type="QString" />
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
    </symbols>
    <rotation />
    <sizescale />
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontUnderline="0" isExpression="1" useSubstitutions="0" fontItalic="0" blendMode="0" legendString="Aa" fontLetterSpacing="0" multilineHeight="1" previewBkgrdColor="255,255,255,255" fontFamily="Sans Serif" fontWeight="75" fontSizeUnit="Point" fontKerning="1" capitalization="0" fieldName="&quot;class&quot; || coalesce(' ' || format_number(&quot;score&quot;, 2), '')" fontSizeMapUnitScale="3x:0,0,0,0,0,0" namedStyle="" textOpacity="1" fontStrikeout="0" fontWordSpacing="0" allowHtml="0" textOrientation="horizontal" textColor="26,26,26,255" fontSize="8">
        <families />
        <text-buffer bufferDraw="1" bufferColor="255,255,255,235" bufferJoinStyle="128" bufferOpacity="1" bufferSize="0.90000000000000002" bufferSizeMapUnitScale="3x:0,0,0,0,0,0" bufferNoFill="1" bufferBlendMode="0" bufferSizeUnits="MM" />
        <substitutions />
      </text-style>
      <text-format useMaxLineLengthForAutoWrap="1" formatNumbers="0" wrapChar="" plussign="0" autoWrapLength="0" multilineAlign="1" addDirectionSymbol="0" leftDirectionSymbol="&lt;" reverseDirectionSymbol="0" rightDirectionSymbol="&gt;" decimals="3" placeDirectionSymbol="0" />
      <placement overrunDistance="0" lineAnchorPercent="0.5" offsetUnits="MM" priority="5" lineAnchorType="0" rotationUnit="AngleDegrees" lineAnchorClipping="0" xOffset="0" overrunDistanceUnit="MM" geometryGeneratorEnabled="0" placement="1" centroidWhole="0" centroidInside="0" geometryGenerator="" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" rotationAngle="0" offsetType="0" distUnits="MM" layerType="UnknownGeometry" preserveRotation="1" distMapUnitScale="3x:0,0,0,0,0,0" labelOffsetMapUnitScale="3x:0,0,0,0,0,0" yOffset="0" maxCurvedCharAngleIn="25" repeatDistance="0" repeatDistanceUnits="MM" repeatDistanceMapUnitScale="3x:0,0,0,0,0,0" fitInPolygonOnly="0" maxCurvedCharAngleOut="-25" dist="0" quadOffset="4" placementFlags="10" polygonPlacementFlags="2" overrunDistanceMapUnitScale="3x:0,0,0,0,0,0" geometryGeneratorType="PointGeometry" />
      <rendering scaleMax="1500" fontLimitPixelSize="0" fontMinPixelSize="0" upsidedownLabels="0" minFeatureSize="0" obstacleType="1" drawLabels="1" labelPerPart="0" mergeLines="0" scaleMin="0" unplacedVisibility="0" obstacleFactor="1" obstacle="1" limitNumLabels="0" scaleVisibility="1" zIndex="0" displayAll="0" fontMaxPixelSize="10000" maxNumLabels="2000" />
      <dd_properties>
        <Option type="Map">
          <Option value="" name="name" type="QString" />
          <Option name="properties" type="Map">
            <Option name="OffsetQuad" type="Map">
              <Option value="true" name="active" type="bool" />
              <Option value="case when &quot;heading&quot; is null then 1 when &quot;heading&quot; &gt; 20 and &quot;heading&quot; &lt; 160 then 5 when &quot;heading&quot; &gt; 200 and &quot;heading&quot; &lt; 340 then 3 when &quot;heading&quot; &gt; 90 and &quot;heading&quot; &lt; 270 then 7 else 1 end" name="expression" type="QString" />
              <Option value="3" name="type" type="int" />
            </Option>
            <Option name="OffsetXY" type="Map">
              <Option value="true" name="active" type="bool" />
              <Option value="to_string(if(&quot;heading&quot; is null, 0, 9 * sin(radians(&quot;heading&quot;)))) || ',' || to_string(if(&quot;heading&quot; is null, -4.5, -8.3 * cos(radians(&quot;heading&quot;))))" name="expression" type="QString" />
              <Option value="3" name="type" type="int" />
            </Option>
          </Option>
          <Option value="collection" name="type" type="QString" />
        </Option>
      </dd_properties>
    </settings>
  </labeling>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <mapTip>&lt;div style="background:#ffffff;color:#1a1a1a;padding:6px"&gt;[% if("photo" is null, '', '&lt;img src="' || with_variable('path', replace(replace(replace("photo", '\\', '/'), '%', '%25'), map(' ', '%20', '"', '%22', '#', '%23', '&amp;', '%26', '''', '%27', '&lt;', '%3C', '&gt;', '%3E', '?', '%3F', '[', '%5B', ']', '%5D')), case when left(@path, 2) = '//' then 'file:' when left(@path, 1) = '/' then 'file://' else 'file:///' end || @path) || '" width="320"&gt;&lt;br&gt;') %]&lt;table cellspacing="0"&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Class&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(nullif("class", ''), 'none'), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Score&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(format_number("score", 3), 'none') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Heading&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(round("heading") || '°', 'none') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Place&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(to_string("place"), ''), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Photograph&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(file_name("photo"), ''), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;/div&gt;</mapTip>
  <layerGeometryType>0</layerGeometryType>
</qgis>

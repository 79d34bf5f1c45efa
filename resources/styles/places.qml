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
            <Option value="255,255,255,240" name="color" type="QString" />
            <Option value="1" name="horizontal_anchor_point" type="QString" />
            <Option value="bevel" name="joinstyle" type="QString" />
            <Option value="circle" name="name" type="QString" />
            <Option value="0,0" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="30,30,30,220" name="outline_color" type="QString" />
            <Option value="solid" name="outline_style" type="QString" />
            <Option value="0.25" name="outline_width" type="QString" />
            <Option value="MM" name="outline_width_unit" type="QString" />
            <Option value="diameter" name="scale_method" type="QString" />
            <Option value="6" name="size" type="QString" />
            <Option value="MM" name="size_unit" type="QString" />
            <Option value="1" name="vertical_anchor_point" type="QString" />
          </Option>
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
            <Option value="0,0,0,0" name="outline_color" type="QString" />
            <Option value="no" name="outline_style" type="QString" />
            <Option value="0.2" name="outline_width" type="QString" />
            <Option value="MM" name="outline_width_unit" type="QString" />
            <Option value="diameter" name="scale_method" type="QString" />
            <Option value="4.6" name="size" type="QString" />
            <Option value="MM" name="size_unit" type="QString" />
            <Option value="1" name="vertical_anchor_point" type="QString" />
          </Option>
        </layer>
      </symbol>
    </symbols>
    <rotation />
    <sizescale />
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontUnderline="0" isExpression="1" useSubstitutions="0" fontItalic="0" blendMode="0" legendString="Aa" fontLetterSpacing="0" multilineHeight="1" previewBkgrdColor="255,255,255,255" fontFamily="Sans Serif" fontWeight="75" fontSizeUnit="Point" fontKerning="1" capitalization="0" fieldName="&quot;class&quot; || ' (' || &quot;count&quot; || ')'" fontSizeMapUnitScale="3x:0,0,0,0,0,0" namedStyle="" textOpacity="1" fontStrikeout="0" fontWordSpacing="0" allowHtml="0" textOrientation="horizontal" textColor="26,26,26,255" fontSize="9">
        <families />
        <text-buffer bufferDraw="1" bufferColor="255,255,255,235" bufferJoinStyle="128" bufferOpacity="1" bufferSize="0.90000000000000002" bufferSizeMapUnitScale="3x:0,0,0,0,0,0" bufferNoFill="1" bufferBlendMode="0" bufferSizeUnits="MM" />
        <substitutions />
      </text-style>
      <text-format useMaxLineLengthForAutoWrap="1" formatNumbers="0" wrapChar="" plussign="0" autoWrapLength="0" multilineAlign="1" addDirectionSymbol="0" leftDirectionSymbol="&lt;" reverseDirectionSymbol="0" rightDirectionSymbol="&gt;" decimals="3" placeDirectionSymbol="0" />
      <placement overrunDistance="0" lineAnchorPercent="0.5" offsetUnits="MM" priority="5" lineAnchorType="0" rotationUnit="AngleDegrees" lineAnchorClipping="0" xOffset="0" overrunDistanceUnit="MM" geometryGeneratorEnabled="0" placement="6" centroidWhole="0" centroidInside="0" geometryGenerator="" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" rotationAngle="0" offsetType="0" distUnits="MM" layerType="UnknownGeometry" preserveRotation="1" distMapUnitScale="3x:0,0,0,0,0,0" labelOffsetMapUnitScale="3x:0,0,0,0,0,0" yOffset="0" maxCurvedCharAngleIn="25" repeatDistance="0" repeatDistanceUnits="MM" repeatDistanceMapUnitScale="3x:0,0,0,0,0,0" fitInPolygonOnly="0" maxCurvedCharAngleOut="-25" dist="4.2000000000000002" quadOffset="4" placementFlags="10" polygonPlacementFlags="2" overrunDistanceMapUnitScale="3x:0,0,0,0,0,0" geometryGeneratorType="PointGeometry" />
      <rendering scaleMax="10000" fontLimitPixelSize="0" fontMinPixelSize="0" upsidedownLabels="0" minFeatureSize="0" obstacleType="1" drawLabels="1" labelPerPart="0" mergeLines="0" scaleMin="0" unplacedVisibility="0" obstacleFactor="1" obstacle="1" limitNumLabels="0" scaleVisibility="1" zIndex="0" displayAll="0" fontMaxPixelSize="10000" maxNumLabels="2000" />
    </settings>
  </labeling>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <mapTip>&lt;div style="background:#ffffff;color:#1a1a1a;padding:6px"&gt;&lt;table cellspacing="0"&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Class&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(nullif("class", ''), 'none'), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Score&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(format_number("score", 3), 'none') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Photographs&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% "count" %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Place&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(to_string("place"), ''), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Model&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce("model", ''), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;/div&gt;</mapTip>
  <layerGeometryType>0</layerGeometryType>
</qgis>

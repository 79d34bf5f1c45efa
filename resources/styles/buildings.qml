<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis simplifyAlgorithm="0" minScale="100000000" simplifyDrawingTol="1" labelsEnabled="1" styleCategories="Symbology|Labeling|MapTips|Rendering" version="3.22.16-Białowieża" simplifyLocal="1" hasScaleBasedVisibilityFlag="0" symbologyReferenceScale="-1" maxScale="0" simplifyDrawingHints="1" simplifyMaxScale="1">
  <renderer-v2 type="singleSymbol" symbollevels="0" referencescale="-1" forceraster="0" enableorderby="0">
    <symbols>
      <symbol type="fill" alpha="1" name="0" force_rhr="0" clip_to_extent="1">
        <layer pass="0" locked="0" class="SimpleFill" enabled="1">
          <Option type="Map">
            <Option value="0,114,178,48" type="QString" name="color" />
            <Option value="bevel" type="QString" name="joinstyle" />
            <Option value="0,0" type="QString" name="offset" />
            <Option value="MM" type="QString" name="offset_unit" />
            <Option value="35,35,35,255" type="QString" name="outline_color" />
            <Option value="no" type="QString" name="outline_style" />
            <Option value="0.26" type="QString" name="outline_width" />
            <Option value="MM" type="QString" name="outline_width_unit" />
            <Option value="solid" type="QString" name="style" />
          </Option>
        </layer>
        <layer pass="0" locked="0" class="SimpleLine" enabled="1">
          <Option type="Map">
            <Option value="0" type="QString" name="align_dash_pattern" />
            <Option value="square" type="QString" name="capstyle" />
            <Option value="round" type="QString" name="joinstyle" />
            <Option value="255,255,255,190" type="QString" name="line_color" />
            <Option value="solid" type="QString" name="line_style" />
            <Option value="0.8" type="QString" name="line_width" />
            <Option value="MM" type="QString" name="line_width_unit" />
            <Option value="0" type="QString" name="offset" />
            <Option value="MM" type="QString" name="offset_unit" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option value="" type="QString" name="name" />
              <Option type="Map" name="properties">
                <Option type="Map" name="outlineWidth">
                  <Option value="true" type="bool" name="active" />
                  <Option value="if(coalesce(@map_scale, 0) &gt; 4000, 0.48, 0.8)" type="QString" name="expression" />
                  <Option value="3" type="int" name="type" />
                </Option>
              </Option>
              <Option value="collection" type="QString" name="type" />
            </Option>
          </data_defined_properties>
        </layer>
        <layer pass="0" locked="0" class="SimpleLine" enabled="1">
          <Option type="Map">
            <Option value="0" type="QString" name="align_dash_pattern" />
            <Option value="square" type="QString" name="capstyle" />
            <Option value="round" type="QString" name="joinstyle" />
            <Option value="0,84,140,255" type="QString" name="line_color" />
            <Option value="solid" type="QString" name="line_style" />
            <Option value="0.4" type="QString" name="line_width" />
            <Option value="MM" type="QString" name="line_width_unit" />
            <Option value="0" type="QString" name="offset" />
            <Option value="MM" type="QString" name="offset_unit" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option value="" type="QString" name="name" />
              <Option type="Map" name="properties">
                <Option type="Map" name="outlineWidth">
                  <Option value="true" type="bool" name="active" />
                  <Option value="if(coalesce(@map_scale, 0) &gt; 4000, 0.24, 0.4)" type="QString" name="expression" />
                  <Option value="3" type="int" name="type" />
                </Option>
              </Option>
              <Option value="collection" type="QString" name="type" />
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
      <text-style previewBkgrdColor="255,255,255,255" fieldName="format_number(&quot;area_m2&quot;, 0) || ' m² · ' || format_number(&quot;score&quot;, 2)" textOpacity="1" capitalization="0" fontWordSpacing="0" fontItalic="0" fontSize="8" legendString="Aa" fontStrikeout="0" useSubstitutions="0" fontWeight="75" isExpression="1" textOrientation="horizontal" fontSizeUnit="Point" fontUnderline="0" allowHtml="0" namedStyle="" textColor="0,58,102,255" fontKerning="1" multilineHeight="1" blendMode="0" fontFamily="Sans Serif" fontLetterSpacing="0">
        <families />
        <text-buffer bufferSizeUnits="MM" bufferNoFill="1" bufferJoinStyle="128" bufferOpacity="1" bufferBlendMode="0" bufferColor="255,255,255,235" bufferDraw="1" bufferSize="0.90000000000000002" />
        <substitutions />
      </text-style>
      <text-format plussign="0" formatNumbers="0" addDirectionSymbol="0" reverseDirectionSymbol="0" autoWrapLength="0" placeDirectionSymbol="0" useMaxLineLengthForAutoWrap="1" wrapChar="" multilineAlign="3" rightDirectionSymbol="&gt;" leftDirectionSymbol="&lt;" decimals="3" />
      <placement offsetType="0" layerType="UnknownGeometry" overrunDistanceUnit="MM" dist="0" repeatDistance="0" centroidWhole="0" maxCurvedCharAngleIn="25" fitInPolygonOnly="0" geometryGeneratorType="PointGeometry" lineAnchorPercent="0.5" lineAnchorClipping="0" offsetUnits="MM" overrunDistance="0" placement="4" rotationUnit="AngleDegrees" placementFlags="10" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" preserveRotation="1" xOffset="0" lineAnchorType="0" polygonPlacementFlags="2" geometryGenerator="" distUnits="MM" centroidInside="0" yOffset="0" rotationAngle="0" quadOffset="4" priority="8" repeatDistanceUnits="MM" geometryGeneratorEnabled="0" maxCurvedCharAngleOut="-25" />
      <rendering displayAll="0" mergeLines="0" minFeatureSize="0" fontMinPixelSize="0" obstacleFactor="1" obstacleType="1" limitNumLabels="0" obstacle="1" fontLimitPixelSize="0" maxNumLabels="2000" scaleVisibility="1" labelPerPart="0" fontMaxPixelSize="10000" zIndex="0" upsidedownLabels="0" drawLabels="1" unplacedVisibility="0" scaleMin="0" scaleMax="1000" />
    </settings>
  </labeling>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <mapTip>&lt;div style="background:#ffffff;color:#1a1a1a;padding:6px"&gt;&lt;table cellspacing="0"&gt;[% coalesce('&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Label&lt;/td&gt;&lt;td&gt;&lt;b&gt;' || attribute($currentfeature, 'label') || '&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;', '') %]&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Area&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% format_number("area_m2", 1) || ' m²' %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Score&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% format_number("score", 3) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Raster&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% file_name("raster") %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Model&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% "model" %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;/div&gt;</mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>

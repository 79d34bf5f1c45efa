<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" simplifyDrawingHints="1" minScale="100000000" simplifyAlgorithm="0" maxScale="0" labelsEnabled="1" simplifyMaxScale="1" symbologyReferenceScale="-1" styleCategories="Symbology|Labeling|MapTips|Rendering" simplifyDrawingTol="1" simplifyLocal="1" version="3.22.16-Białowieża">
  <renderer-v2 referencescale="-1" enableorderby="0" type="singleSymbol" forceraster="0" symbollevels="0">
    <symbols>
      <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="0" type="fill">
        <layer class="GeometryGenerator" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="Fill" name="SymbolType" type="QString" />
            <Option value="affine_transform($geometry, x(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), y(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), 0, coalesce(@stride_share, 1), coalesce(@stride_share, 1))" name="geometryModifier" type="QString" />
            <Option value="MapUnit" name="units" type="QString" />
          </Option>
          <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@0@0" type="fill">
            <layer class="SimpleLine" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="0" name="align_dash_pattern" type="QString" />
                <Option value="square" name="capstyle" type="QString" />
                <Option value="5;2" name="customdash" type="QString" />
                <Option value="MM" name="customdash_unit" type="QString" />
                <Option value="0" name="dash_pattern_offset" type="QString" />
                <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
                <Option value="0" name="draw_inside_polygon" type="QString" />
                <Option value="miter" name="joinstyle" type="QString" />
                <Option value="255,255,255,215" name="line_color" type="QString" />
                <Option value="solid" name="line_style" type="QString" />
                <Option value="1" name="line_width" type="QString" />
                <Option value="MM" name="line_width_unit" type="QString" />
                <Option value="0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="0" name="ring_filter" type="QString" />
                <Option value="0" name="trim_distance_end" type="QString" />
                <Option value="MM" name="trim_distance_end_unit" type="QString" />
                <Option value="0" name="trim_distance_start" type="QString" />
                <Option value="MM" name="trim_distance_start_unit" type="QString" />
                <Option value="0" name="tweak_dash_pattern_on_corners" type="QString" />
                <Option value="0" name="use_custom_dash" type="QString" />
              </Option>
              <data_defined_properties>
                <Option type="Map">
                  <Option value="" name="name" type="QString" />
                  <Option name="properties" type="Map">
                    <Option name="outlineWidth" type="Map">
                      <Option value="true" name="active" type="bool" />
                      <Option value="if(coalesce(&quot;labels&quot;, '') &lt;&gt; '', 1.0, 0.4)" name="expression" type="QString" />
                      <Option value="3" name="type" type="int" />
                    </Option>
                  </Option>
                  <Option value="collection" name="type" type="QString" />
                </Option>
              </data_defined_properties>
            </layer>
            <layer class="SimpleLine" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="0" name="align_dash_pattern" type="QString" />
                <Option value="square" name="capstyle" type="QString" />
                <Option value="5;2" name="customdash" type="QString" />
                <Option value="MM" name="customdash_unit" type="QString" />
                <Option value="0" name="dash_pattern_offset" type="QString" />
                <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
                <Option value="0" name="draw_inside_polygon" type="QString" />
                <Option value="miter" name="joinstyle" type="QString" />
                <Option value="28,86,140,255" name="line_color" type="QString" />
                <Option value="solid" name="line_style" type="QString" />
                <Option value="0.45" name="line_width" type="QString" />
                <Option value="MM" name="line_width_unit" type="QString" />
                <Option value="0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="0" name="ring_filter" type="QString" />
                <Option value="0" name="trim_distance_end" type="QString" />
                <Option value="MM" name="trim_distance_end_unit" type="QString" />
                <Option value="0" name="trim_distance_start" type="QString" />
                <Option value="MM" name="trim_distance_start_unit" type="QString" />
                <Option value="0" name="tweak_dash_pattern_on_corners" type="QString" />
                <Option value="0" name="use_custom_dash" type="QString" />
              </Option>
              <data_defined_properties>
                <Option type="Map">
                  <Option value="" name="name" type="QString" />
                  <Option name="properties" type="Map">
                    <Option name="outlineColor" type="Map">
                      <Option value="true" name="active" type="bool" />
                      <Option value="if(coalesce(&quot;labels&quot;, '') &lt;&gt; '', '28,86,140,255', '90,90,90,255')" name="expression" type="QString" />
                      <Option value="3" name="type" type="int" />
                    </Option>
                    <Option name="outlineWidth" type="Map">
                      <Option value="true" name="active" type="bool" />
                      <Option value="if(coalesce(&quot;labels&quot;, '') &lt;&gt; '', 0.45, 0.15)" name="expression" type="QString" />
                      <Option value="3" name="type" type="int" />
                    </Option>
                  </Option>
                  <Option value="collection" name="type" type="QString" />
                </Option>
              </data_defined_properties>
            </layer>
          </symbol>
        </layer>
      </symbol>
    </symbols>
    <rotation />
    <sizescale />
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontUnderline="0" isExpression="1" useSubstitutions="0" fontItalic="0" blendMode="0" legendString="Aa" fontLetterSpacing="0" multilineHeight="1" previewBkgrdColor="255,255,255,255" fontFamily="Sans Serif" fontWeight="75" fontSizeUnit="Point" fontKerning="1" capitalization="0" fieldName="replace(replace(&quot;labels&quot;, ', ', ','), ',', '\n')" fontSizeMapUnitScale="3x:0,0,0,0,0,0" namedStyle="" textOpacity="1" fontStrikeout="0" fontWordSpacing="0" allowHtml="0" textOrientation="horizontal" textColor="18,61,99,255" fontSize="8">
        <families />
        <text-buffer bufferDraw="1" bufferColor="255,255,255,235" bufferJoinStyle="128" bufferOpacity="1" bufferSize="0.90000000000000002" bufferSizeMapUnitScale="3x:0,0,0,0,0,0" bufferNoFill="1" bufferBlendMode="0" bufferSizeUnits="MM" />
        <substitutions />
      </text-style>
      <text-format useMaxLineLengthForAutoWrap="1" formatNumbers="0" wrapChar="" plussign="0" autoWrapLength="0" multilineAlign="1" addDirectionSymbol="0" leftDirectionSymbol="&lt;" reverseDirectionSymbol="0" rightDirectionSymbol="&gt;" decimals="3" placeDirectionSymbol="0" />
      <placement overrunDistance="0" lineAnchorPercent="0.5" offsetUnits="MM" priority="5" lineAnchorType="0" rotationUnit="AngleDegrees" lineAnchorClipping="0" xOffset="0" overrunDistanceUnit="MM" geometryGeneratorEnabled="1" placement="1" centroidWhole="0" centroidInside="0" geometryGenerator="centroid($geometry)" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" rotationAngle="0" offsetType="0" distUnits="MM" layerType="UnknownGeometry" preserveRotation="1" distMapUnitScale="3x:0,0,0,0,0,0" labelOffsetMapUnitScale="3x:0,0,0,0,0,0" yOffset="0" maxCurvedCharAngleIn="25" repeatDistance="0" repeatDistanceUnits="MM" repeatDistanceMapUnitScale="3x:0,0,0,0,0,0" fitInPolygonOnly="0" maxCurvedCharAngleOut="-25" dist="0" quadOffset="4" placementFlags="10" polygonPlacementFlags="2" overrunDistanceMapUnitScale="3x:0,0,0,0,0,0" geometryGeneratorType="PointGeometry" />
      <rendering scaleMax="3000" fontLimitPixelSize="0" fontMinPixelSize="0" upsidedownLabels="0" minFeatureSize="0" obstacleType="1" drawLabels="1" labelPerPart="0" mergeLines="0" scaleMin="0" unplacedVisibility="0" obstacleFactor="1" obstacle="1" limitNumLabels="0" scaleVisibility="1" zIndex="0" displayAll="0" fontMaxPixelSize="10000" maxNumLabels="2000" />
    </settings>
  </labeling>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <mapTip>&lt;div style="background:#ffffff;color:#1a1a1a;padding:6px"&gt;&lt;table cellspacing="0"&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Labels&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(nullif(array_to_string(array_foreach(array_filter(string_to_array(coalesce("labels", ''), ','), trim(@element) &lt;&gt; ''), replace(replace(trim(@element), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) || coalesce(' ' || format_number(coalesce(attribute(trim(@element)), attribute(regexp_replace(regexp_replace(lower(trim(@element)), '[^a-z0-9]+', '_'), '^_|_$', ''))), 3), '')), '&lt;br&gt;'), ''), 'none') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Raster&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(file_name("raster"), ''), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Model&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce("model", ''), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;/div&gt;</mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>

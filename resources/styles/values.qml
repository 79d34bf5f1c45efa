<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" simplifyDrawingHints="1" minScale="100000000" simplifyAlgorithm="0" maxScale="0" labelsEnabled="1" simplifyMaxScale="1" symbologyReferenceScale="-1" styleCategories="Symbology|Labeling|MapTips|Rendering" simplifyDrawingTol="1" simplifyLocal="1" version="3.22.16-Białowieża">
  <renderer-v2 referencescale="-1" enableorderby="0" type="RuleRenderer" forceraster="0" symbollevels="0">
    <rules key="{65233584-1fd1-400e-a8d9-aebe9af5b4a8}">
      <rule key="{a21aee9e-b77f-4b4e-9058-a5aa86c01cd2}" filter="coalesce(&quot;flag&quot;, '') = '' AND &quot;value&quot; &lt; 0.2" label="0 – 0.2" symbol="0" />
      <rule key="{398af507-3f8c-4785-beb0-39819daa78ae}" filter="coalesce(&quot;flag&quot;, '') = '' AND &quot;value&quot; &gt;= 0.2 AND &quot;value&quot; &lt; 0.4" label="0.2 – 0.4" symbol="1" />
      <rule key="{a3bf0a7d-6cc5-4ab5-a914-e328297508df}" filter="coalesce(&quot;flag&quot;, '') = '' AND &quot;value&quot; &gt;= 0.4 AND &quot;value&quot; &lt; 0.6" label="0.4 – 0.6" symbol="2" />
      <rule key="{8483d272-3531-4582-b6b7-bb0ccddd552c}" filter="coalesce(&quot;flag&quot;, '') = '' AND &quot;value&quot; &gt;= 0.6 AND &quot;value&quot; &lt; 0.8" label="0.6 – 0.8" symbol="3" />
      <rule key="{fb2db805-ce5d-4897-93af-657832baf3e1}" filter="coalesce(&quot;flag&quot;, '') = '' AND &quot;value&quot; &gt;= 0.8" label="0.8 – 1" symbol="4" />
      <rule key="{6940c590-b8ea-4acc-963f-5e30cb2ce285}" filter="coalesce(&quot;flag&quot;, '') &lt;&gt; ''" label="flagged" symbol="5" />
    </rules>
    <symbols>
      <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="0" type="fill">
        <layer class="GeometryGenerator" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="Fill" name="SymbolType" type="QString" />
            <Option value="affine_transform($geometry, x(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), y(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), 0, coalesce(@stride_share, 1), coalesce(@stride_share, 1))" name="geometryModifier" type="QString" />
            <Option value="MapUnit" name="units" type="QString" />
          </Option>
          <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@0@0" type="fill">
            <layer class="SimpleFill" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="255,255,204,255" name="color" type="QString" />
                <Option value="bevel" name="joinstyle" type="QString" />
                <Option value="0,0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="255,255,255,200" name="outline_color" type="QString" />
                <Option value="solid" name="outline_style" type="QString" />
                <Option value="0.15" name="outline_width" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
                <Option value="solid" name="style" type="QString" />
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
      <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="1" type="fill">
        <layer class="GeometryGenerator" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="Fill" name="SymbolType" type="QString" />
            <Option value="affine_transform($geometry, x(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), y(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), 0, coalesce(@stride_share, 1), coalesce(@stride_share, 1))" name="geometryModifier" type="QString" />
            <Option value="MapUnit" name="units" type="QString" />
          </Option>
          <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@1@0" type="fill">
            <layer class="SimpleFill" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="161,218,180,255" name="color" type="QString" />
                <Option value="bevel" name="joinstyle" type="QString" />
                <Option value="0,0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="255,255,255,200" name="outline_color" type="QString" />
                <Option value="solid" name="outline_style" type="QString" />
                <Option value="0.15" name="outline_width" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
                <Option value="solid" name="style" type="QString" />
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
      <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="2" type="fill">
        <layer class="GeometryGenerator" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="Fill" name="SymbolType" type="QString" />
            <Option value="affine_transform($geometry, x(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), y(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), 0, coalesce(@stride_share, 1), coalesce(@stride_share, 1))" name="geometryModifier" type="QString" />
            <Option value="MapUnit" name="units" type="QString" />
          </Option>
          <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@2@0" type="fill">
            <layer class="SimpleFill" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="65,182,196,255" name="color" type="QString" />
                <Option value="bevel" name="joinstyle" type="QString" />
                <Option value="0,0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="255,255,255,200" name="outline_color" type="QString" />
                <Option value="solid" name="outline_style" type="QString" />
                <Option value="0.15" name="outline_width" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
                <Option value="solid" name="style" type="QString" />
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
      <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="3" type="fill">
        <layer class="GeometryGenerator" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="Fill" name="SymbolType" type="QString" />
            <Option value="affine_transform($geometry, x(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), y(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), 0, coalesce(@stride_share, 1), coalesce(@stride_share, 1))" name="geometryModifier" type="QString" />
            <Option value="MapUnit" name="units" type="QString" />
          </Option>
          <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@3@0" type="fill">
            <layer class="SimpleFill" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="44,127,184,255" name="color" type="QString" />
                <Option value="bevel" name="joinstyle" type="QString" />
                <Option value="0,0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="255,255,255,200" name="outline_color" type="QString" />
                <Option value="solid" name="outline_style" type="QString" />
                <Option value="0.15" name="outline_width" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
                <Option value="solid" name="style" type="QString" />
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
      <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="4" type="fill">
        <layer class="GeometryGenerator" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="Fill" name="SymbolType" type="QString" />
            <Option value="affine_transform($geometry, x(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), y(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), 0, coalesce(@stride_share, 1), coalesce(@stride_share, 1))" name="geometryModifier" type="QString" />
            <Option value="MapUnit" name="units" type="QString" />
          </Option>
          <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@4@0" type="fill">
            <layer class="SimpleFill" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="37,52,148,255" name="color" type="QString" />
                <Option value="bevel" name="joinstyle" type="QString" />
                <Option value="0,0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="255,255,255,200" name="outline_color" type="QString" />
                <Option value="solid" name="outline_style" type="QString" />
                <Option value="0.15" name="outline_width" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
                <Option value="solid" name="style" type="QString" />
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
      <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="5" type="fill">
        <layer class="GeometryGenerator" locked="0" pass="0" enabled="1">
          <Option type="Map">
            <Option value="Fill" name="SymbolType" type="QString" />
            <Option value="affine_transform($geometry, x(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), y(centroid($geometry)) * (1 - coalesce(@stride_share, 1)), 0, coalesce(@stride_share, 1), coalesce(@stride_share, 1))" name="geometryModifier" type="QString" />
            <Option value="MapUnit" name="units" type="QString" />
          </Option>
          <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@5@0" type="fill">
            <layer class="LinePatternFill" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="45" name="angle" type="QString" />
                <Option value="0,0,0,255" name="color" type="QString" />
                <Option value="2.2" name="distance" type="QString" />
                <Option value="MM" name="distance_unit" type="QString" />
                <Option value="0" name="line_width" type="QString" />
                <Option value="MM" name="line_width_unit" type="QString" />
                <Option value="0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
              </Option>
              <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@@5@0@0" type="line">
                <layer class="SimpleLine" locked="0" pass="0" enabled="1">
                  <Option type="Map">
                    <Option value="0" name="align_dash_pattern" type="QString" />
                    <Option value="square" name="capstyle" type="QString" />
                    <Option value="5;2" name="customdash" type="QString" />
                    <Option value="MM" name="customdash_unit" type="QString" />
                    <Option value="0" name="dash_pattern_offset" type="QString" />
                    <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
                    <Option value="0" name="draw_inside_polygon" type="QString" />
                    <Option value="bevel" name="joinstyle" type="QString" />
                    <Option value="255,255,255,230" name="line_color" type="QString" />
                    <Option value="solid" name="line_style" type="QString" />
                    <Option value="0.7" name="line_width" type="QString" />
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
                </layer>
              </symbol>
            </layer>
            <layer class="LinePatternFill" locked="0" pass="0" enabled="1">
              <Option type="Map">
                <Option value="45" name="angle" type="QString" />
                <Option value="0,0,0,255" name="color" type="QString" />
                <Option value="2.2" name="distance" type="QString" />
                <Option value="MM" name="distance_unit" type="QString" />
                <Option value="0" name="line_width" type="QString" />
                <Option value="MM" name="line_width_unit" type="QString" />
                <Option value="0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
              </Option>
              <symbol clip_to_extent="1" force_rhr="0" alpha="1" name="@@5@0@1" type="line">
                <layer class="SimpleLine" locked="0" pass="0" enabled="1">
                  <Option type="Map">
                    <Option value="0" name="align_dash_pattern" type="QString" />
                    <Option value="square" name="capstyle" type="QString" />
                    <Option value="5;2" name="customdash" type="QString" />
                    <Option value="MM" name="customdash_unit" type="QString" />
                    <Option value="0" name="dash_pattern_offset" type="QString" />
                    <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
                    <Option value="0" name="draw_inside_polygon" type="QString" />
                    <Option value="bevel" name="joinstyle" type="QString" />
                    <Option value="40,40,40,255" name="line_color" type="QString" />
                    <Option value="solid" name="line_style" type="QString" />
                    <Option value="0.3" name="line_width" type="QString" />
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
                </layer>
              </symbol>
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
                <Option value="40,40,40,255" name="line_color" type="QString" />
                <Option value="solid" name="line_style" type="QString" />
                <Option value="0.3" name="line_width" type="QString" />
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
            </layer>
          </symbol>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontUnderline="0" isExpression="1" useSubstitutions="0" fontItalic="0" blendMode="0" legendString="Aa" fontLetterSpacing="0" multilineHeight="1" previewBkgrdColor="255,255,255,255" fontFamily="Sans Serif" fontWeight="50" fontSizeUnit="Point" fontKerning="1" capitalization="0" fieldName="if(coalesce(&quot;flag&quot;, '') = '', format_number(&quot;value&quot;, 2), '')" fontSizeMapUnitScale="3x:0,0,0,0,0,0" namedStyle="" textOpacity="1" fontStrikeout="0" fontWordSpacing="0" allowHtml="0" textOrientation="horizontal" textColor="26,26,26,255" fontSize="7.5">
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
  <layerOpacity>0.75</layerOpacity>
  <mapTip>&lt;div style="background:#ffffff;color:#1a1a1a;padding:6px"&gt;&lt;table cellspacing="0"&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;[% replace(replace(coalesce(@value_name, 'Value'), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(format_number("value", 3), 'none') || coalesce(' ' || replace(replace(@value_unit, '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')), '') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Flag&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(nullif("flag", ''), 'none'), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Raster&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(file_name("raster"), ''), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Model&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce("model", ''), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;/div&gt;</mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>

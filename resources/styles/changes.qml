<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis simplifyDrawingTol="1" maxScale="0" simplifyAlgorithm="0" version="3.22.16-Białowieża" minScale="100000000" labelsEnabled="1" simplifyLocal="1" simplifyMaxScale="1" hasScaleBasedVisibilityFlag="0" simplifyDrawingHints="1" styleCategories="Symbology|Labeling|MapTips|Rendering" symbologyReferenceScale="-1">
  <renderer-v2 symbollevels="0" referencescale="-1" type="categorizedSymbol" forceraster="0" enableorderby="0" attr="change">
    <categories>
      <category symbol="0" value="new" label="New" render="true" />
      <category symbol="1" value="gone" label="Gone" render="true" />
      <category symbol="2" value="moved" label="Moved" render="true" />
      <category symbol="3" value="relabelled" label="Relabelled" render="true" />
      <category symbol="4" value="same" label="The same" render="true" />
    </categories>
    <symbols>
      <symbol name="0" alpha="1" force_rhr="0" type="fill" clip_to_extent="1">
        <layer pass="0" enabled="1" locked="0" class="LinePatternFill">
          <Option type="Map">
            <Option value="45" name="angle" type="QString" />
            <Option value="0,0,0,255" name="color" type="QString" />
            <Option value="1.6" name="distance" type="QString" />
            <Option value="MM" name="distance_unit" type="QString" />
            <Option value="0.28" name="line_width" type="QString" />
            <Option value="MM" name="line_width_unit" type="QString" />
            <Option value="0" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="MM" name="outline_width_unit" type="QString" />
          </Option>
          <symbol name="@0@0" alpha="1" force_rhr="0" type="line" clip_to_extent="1">
            <layer pass="0" enabled="1" locked="0" class="SimpleLine">
              <Option type="Map">
                <Option value="0" name="align_dash_pattern" type="QString" />
                <Option value="flat" name="capstyle" type="QString" />
                <Option value="5;2" name="customdash" type="QString" />
                <Option value="MM" name="customdash_unit" type="QString" />
                <Option value="0" name="dash_pattern_offset" type="QString" />
                <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
                <Option value="0" name="draw_inside_polygon" type="QString" />
                <Option value="miter" name="joinstyle" type="QString" />
                <Option value="0,120,80,255" name="line_color" type="QString" />
                <Option value="solid" name="line_style" type="QString" />
                <Option value="0.28" name="line_width" type="QString" />
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
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="5;2" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="255,255,255,215" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="1.3" name="line_width" type="QString" />
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
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="5;2" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="0,120,80,255" name="line_color" type="QString" />
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
      <symbol name="1" alpha="1" force_rhr="0" type="fill" clip_to_extent="1">
        <layer pass="0" enabled="1" locked="0" class="LinePatternFill">
          <Option type="Map">
            <Option value="135" name="angle" type="QString" />
            <Option value="0,0,0,255" name="color" type="QString" />
            <Option value="1.6" name="distance" type="QString" />
            <Option value="MM" name="distance_unit" type="QString" />
            <Option value="0.28" name="line_width" type="QString" />
            <Option value="MM" name="line_width_unit" type="QString" />
            <Option value="0" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="MM" name="outline_width_unit" type="QString" />
          </Option>
          <symbol name="@1@0" alpha="1" force_rhr="0" type="line" clip_to_extent="1">
            <layer pass="0" enabled="1" locked="0" class="SimpleLine">
              <Option type="Map">
                <Option value="0" name="align_dash_pattern" type="QString" />
                <Option value="flat" name="capstyle" type="QString" />
                <Option value="5;2" name="customdash" type="QString" />
                <Option value="MM" name="customdash_unit" type="QString" />
                <Option value="0" name="dash_pattern_offset" type="QString" />
                <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
                <Option value="0" name="draw_inside_polygon" type="QString" />
                <Option value="miter" name="joinstyle" type="QString" />
                <Option value="197,48,0,255" name="line_color" type="QString" />
                <Option value="solid" name="line_style" type="QString" />
                <Option value="0.28" name="line_width" type="QString" />
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
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="5;2" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="255,255,255,215" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="1.3" name="line_width" type="QString" />
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
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="2;1.2" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="197,48,0,255" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="0.6" name="line_width" type="QString" />
            <Option value="MM" name="line_width_unit" type="QString" />
            <Option value="0" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="0" name="ring_filter" type="QString" />
            <Option value="0" name="trim_distance_end" type="QString" />
            <Option value="MM" name="trim_distance_end_unit" type="QString" />
            <Option value="0" name="trim_distance_start" type="QString" />
            <Option value="MM" name="trim_distance_start_unit" type="QString" />
            <Option value="0" name="tweak_dash_pattern_on_corners" type="QString" />
            <Option value="1" name="use_custom_dash" type="QString" />
          </Option>
        </layer>
      </symbol>
      <symbol name="2" alpha="1" force_rhr="0" type="fill" clip_to_extent="1">
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="5;2" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="255,255,255,215" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="1.3" name="line_width" type="QString" />
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
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="3;1;0.6;1" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="0,92,160,255" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="0.6" name="line_width" type="QString" />
            <Option value="MM" name="line_width_unit" type="QString" />
            <Option value="0" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="0" name="ring_filter" type="QString" />
            <Option value="0" name="trim_distance_end" type="QString" />
            <Option value="MM" name="trim_distance_end_unit" type="QString" />
            <Option value="0" name="trim_distance_start" type="QString" />
            <Option value="MM" name="trim_distance_start_unit" type="QString" />
            <Option value="0" name="tweak_dash_pattern_on_corners" type="QString" />
            <Option value="1" name="use_custom_dash" type="QString" />
          </Option>
        </layer>
        <layer pass="0" enabled="1" locked="0" class="CentroidFill">
          <Option type="Map">
            <Option value="0" name="clip_on_current_part_only" type="QString" />
            <Option value="0" name="clip_points" type="QString" />
            <Option value="0" name="point_on_all_parts" type="QString" />
            <Option value="0" name="point_on_surface" type="QString" />
          </Option>
          <symbol name="@2@2" alpha="1" force_rhr="0" type="marker" clip_to_extent="1">
            <layer pass="0" enabled="1" locked="0" class="SimpleMarker">
              <Option type="Map">
                <Option value="0" name="angle" type="QString" />
                <Option value="square" name="cap_style" type="QString" />
                <Option value="0,92,160,255" name="color" type="QString" />
                <Option value="1" name="horizontal_anchor_point" type="QString" />
                <Option value="bevel" name="joinstyle" type="QString" />
                <Option value="arrow" name="name" type="QString" />
                <Option value="0,0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="255,255,255,255" name="outline_color" type="QString" />
                <Option value="solid" name="outline_style" type="QString" />
                <Option value="0.3" name="outline_width" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
                <Option value="diameter" name="scale_method" type="QString" />
                <Option value="4.5" name="size" type="QString" />
                <Option value="MM" name="size_unit" type="QString" />
                <Option value="1" name="vertical_anchor_point" type="QString" />
              </Option>
              <data_defined_properties>
                <Option type="Map">
                  <Option value="" name="name" type="QString" />
                  <Option name="properties" type="Map">
                    <Option name="angle" type="Map">
                      <Option value="true" name="active" type="bool" />
                      <Option value="coalesce(&quot;bearing_deg&quot;,0)" name="expression" type="QString" />
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
      <symbol name="3" alpha="1" force_rhr="0" type="fill" clip_to_extent="1">
        <layer pass="0" enabled="1" locked="0" class="PointPatternFill">
          <Option type="Map">
            <Option value="0" name="displacement_x" type="QString" />
            <Option value="MM" name="displacement_x_unit" type="QString" />
            <Option value="0" name="displacement_y" type="QString" />
            <Option value="MM" name="displacement_y_unit" type="QString" />
            <Option value="2" name="distance_x" type="QString" />
            <Option value="MM" name="distance_x_unit" type="QString" />
            <Option value="2" name="distance_y" type="QString" />
            <Option value="MM" name="distance_y_unit" type="QString" />
            <Option value="0" name="offset_x" type="QString" />
            <Option value="MM" name="offset_x_unit" type="QString" />
            <Option value="0" name="offset_y" type="QString" />
            <Option value="MM" name="offset_y_unit" type="QString" />
            <Option value="MM" name="outline_width_unit" type="QString" />
          </Option>
          <symbol name="@3@0" alpha="1" force_rhr="0" type="marker" clip_to_extent="1">
            <layer pass="0" enabled="1" locked="0" class="SimpleMarker">
              <Option type="Map">
                <Option value="0" name="angle" type="QString" />
                <Option value="square" name="cap_style" type="QString" />
                <Option value="170,60,130,255" name="color" type="QString" />
                <Option value="1" name="horizontal_anchor_point" type="QString" />
                <Option value="bevel" name="joinstyle" type="QString" />
                <Option value="circle" name="name" type="QString" />
                <Option value="0,0" name="offset" type="QString" />
                <Option value="MM" name="offset_unit" type="QString" />
                <Option value="35,35,35,255" name="outline_color" type="QString" />
                <Option value="no" name="outline_style" type="QString" />
                <Option value="0" name="outline_width" type="QString" />
                <Option value="MM" name="outline_width_unit" type="QString" />
                <Option value="diameter" name="scale_method" type="QString" />
                <Option value="0.7" name="size" type="QString" />
                <Option value="MM" name="size_unit" type="QString" />
                <Option value="1" name="vertical_anchor_point" type="QString" />
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="5;2" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="255,255,255,215" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="1.3" name="line_width" type="QString" />
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
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="0.7;0.9" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="170,60,130,255" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="0.6" name="line_width" type="QString" />
            <Option value="MM" name="line_width_unit" type="QString" />
            <Option value="0" name="offset" type="QString" />
            <Option value="MM" name="offset_unit" type="QString" />
            <Option value="0" name="ring_filter" type="QString" />
            <Option value="0" name="trim_distance_end" type="QString" />
            <Option value="MM" name="trim_distance_end_unit" type="QString" />
            <Option value="0" name="trim_distance_start" type="QString" />
            <Option value="MM" name="trim_distance_start_unit" type="QString" />
            <Option value="0" name="tweak_dash_pattern_on_corners" type="QString" />
            <Option value="1" name="use_custom_dash" type="QString" />
          </Option>
        </layer>
      </symbol>
      <symbol name="4" alpha="1" force_rhr="0" type="fill" clip_to_extent="1">
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="5;2" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="255,255,255,215" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="0.8" name="line_width" type="QString" />
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
        <layer pass="0" enabled="1" locked="0" class="SimpleLine">
          <Option type="Map">
            <Option value="0" name="align_dash_pattern" type="QString" />
            <Option value="flat" name="capstyle" type="QString" />
            <Option value="5;2" name="customdash" type="QString" />
            <Option value="MM" name="customdash_unit" type="QString" />
            <Option value="0" name="dash_pattern_offset" type="QString" />
            <Option value="MM" name="dash_pattern_offset_unit" type="QString" />
            <Option value="0" name="draw_inside_polygon" type="QString" />
            <Option value="miter" name="joinstyle" type="QString" />
            <Option value="110,110,110,255" name="line_color" type="QString" />
            <Option value="solid" name="line_style" type="QString" />
            <Option value="0.26" name="line_width" type="QString" />
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
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style useSubstitutions="0" fontFamily="Sans Serif" fontLetterSpacing="0" fontWordSpacing="0" fontUnderline="0" namedStyle="" allowHtml="0" legendString="Aa" textColor="26,26,26,255" fontSizeMapUnitScale="3x:0,0,0,0,0,0" fontWeight="75" fontKerning="1" multilineHeight="1" fontItalic="0" fontSizeUnit="Point" fontStrikeout="0" blendMode="0" previewBkgrdColor="255,255,255,255" isExpression="1" capitalization="0" fontSize="8" fieldName="CASE WHEN &quot;change&quot; = 'new' THEN '+' WHEN &quot;change&quot; = 'gone' THEN '−' WHEN &quot;change&quot; = 'moved' THEN format_number(&quot;distance_m&quot;, 1) || ' m' WHEN &quot;change&quot; = 'relabelled' THEN coalesce(&quot;label_before&quot;, '') || ' → ' || coalesce(&quot;label_after&quot;, '') ELSE '' END" textOpacity="1" textOrientation="horizontal">
        <families />
        <text-buffer bufferColor="255,255,255,235" bufferOpacity="1" bufferJoinStyle="128" bufferSizeMapUnitScale="3x:0,0,0,0,0,0" bufferNoFill="1" bufferSize="0.90000000000000002" bufferBlendMode="0" bufferSizeUnits="MM" bufferDraw="1" />
        <substitutions />
      </text-style>
      <text-format autoWrapLength="0" addDirectionSymbol="0" wrapChar="" placeDirectionSymbol="0" reverseDirectionSymbol="0" decimals="3" useMaxLineLengthForAutoWrap="1" rightDirectionSymbol="&gt;" formatNumbers="0" leftDirectionSymbol="&lt;" multilineAlign="3" plussign="0" />
      <placement labelOffsetMapUnitScale="3x:0,0,0,0,0,0" repeatDistance="0" repeatDistanceUnits="MM" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" xOffset="0" maxCurvedCharAngleIn="25" rotationUnit="AngleDegrees" lineAnchorClipping="0" layerType="UnknownGeometry" priority="5" geometryGenerator="centroid($geometry)" dist="0" repeatDistanceMapUnitScale="3x:0,0,0,0,0,0" placement="1" lineAnchorPercent="0.5" geometryGeneratorType="PointGeometry" offsetUnits="MM" quadOffset="1" centroidInside="0" placementFlags="10" rotationAngle="0" overrunDistanceUnit="MM" preserveRotation="1" fitInPolygonOnly="0" polygonPlacementFlags="2" centroidWhole="0" lineAnchorType="0" geometryGeneratorEnabled="1" yOffset="-2.5" overrunDistanceMapUnitScale="3x:0,0,0,0,0,0" distUnits="MM" distMapUnitScale="3x:0,0,0,0,0,0" offsetType="0" maxCurvedCharAngleOut="-25" overrunDistance="0" />
      <rendering unplacedVisibility="0" scaleVisibility="1" fontMinPixelSize="0" fontLimitPixelSize="0" displayAll="0" scaleMax="2500" maxNumLabels="2000" fontMaxPixelSize="10000" obstacle="1" obstacleFactor="1" mergeLines="0" minFeatureSize="0" zIndex="0" obstacleType="1" scaleMin="0" upsidedownLabels="0" drawLabels="1" limitNumLabels="0" labelPerPart="0" />
    </settings>
  </labeling>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <mapTip>&lt;div style="background:#ffffff;color:#1a1a1a;padding:6px"&gt;&lt;table cellspacing="0"&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Change&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% CASE WHEN "change" = 'new' THEN 'New' WHEN "change" = 'gone' THEN 'Gone' WHEN "change" = 'moved' THEN 'Moved' WHEN "change" = 'relabelled' THEN 'Relabelled' ELSE 'The same' END %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Label before, after&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% replace(replace(coalesce(nullif("label_before", ''), '–') || ' → ' || coalesce(nullif("label_after", ''), '–'), '&amp;', '&amp;amp;'), map('&lt;', '&amp;lt;', '&gt;', '&amp;gt;')) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Score before, after&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(format_number("score_before", 3), '–') || ' → ' || coalesce(format_number("score_after", 3), '–') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Area before, after&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(format_number("area_before_m2", 1) || ' m²', '–') || ' → ' || coalesce(format_number("area_after_m2", 1) || ' m²', '–') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Overlap (IoU)&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(format_number("iou", 2), '–') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Distance, bearing&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% coalesce(format_number("distance_m", 2) || ' m', '–') || coalesce(', ' || format_number("bearing_deg", 0) || '°', '') %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;/div&gt;</mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>

<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis simplifyAlgorithm="0" minScale="100000000" simplifyDrawingTol="1" labelsEnabled="0" styleCategories="Symbology|Labeling|MapTips|Rendering" version="3.22.16-Białowieża" simplifyLocal="1" hasScaleBasedVisibilityFlag="0" symbologyReferenceScale="-1" maxScale="0" simplifyDrawingHints="1" simplifyMaxScale="1">
  <renderer-v2 type="singleSymbol" symbollevels="0" referencescale="-1" forceraster="0" enableorderby="0">
    <symbols>
      <symbol type="marker" alpha="1" name="0" force_rhr="0" clip_to_extent="1">
        <layer pass="0" locked="0" class="SimpleMarker" enabled="1">
          <Option type="Map">
            <Option value="0" type="QString" name="angle" />
            <Option value="square" type="QString" name="cap_style" />
            <Option value="255,255,255,235" type="QString" name="color" />
            <Option value="1" type="QString" name="horizontal_anchor_point" />
            <Option value="bevel" type="QString" name="joinstyle" />
            <Option value="diamond" type="QString" name="name" />
            <Option value="0,0" type="QString" name="offset" />
            <Option value="MM" type="QString" name="offset_unit" />
            <Option value="60,20,0,200" type="QString" name="outline_color" />
            <Option value="solid" type="QString" name="outline_style" />
            <Option value="0.15" type="QString" name="outline_width" />
            <Option value="MM" type="QString" name="outline_width_unit" />
            <Option value="diameter" type="QString" name="scale_method" />
            <Option value="3.6" type="QString" name="size" />
            <Option value="MM" type="QString" name="size_unit" />
            <Option value="1" type="QString" name="vertical_anchor_point" />
          </Option>
        </layer>
        <layer pass="0" locked="0" class="SimpleMarker" enabled="1">
          <Option type="Map">
            <Option value="0" type="QString" name="angle" />
            <Option value="square" type="QString" name="cap_style" />
            <Option value="197,48,0,255" type="QString" name="color" />
            <Option value="1" type="QString" name="horizontal_anchor_point" />
            <Option value="bevel" type="QString" name="joinstyle" />
            <Option value="diamond" type="QString" name="name" />
            <Option value="0,0" type="QString" name="offset" />
            <Option value="MM" type="QString" name="offset_unit" />
            <Option value="197,48,0,255" type="QString" name="outline_color" />
            <Option value="solid" type="QString" name="outline_style" />
            <Option value="0" type="QString" name="outline_width" />
            <Option value="MM" type="QString" name="outline_width_unit" />
            <Option value="diameter" type="QString" name="scale_method" />
            <Option value="2.4" type="QString" name="size" />
            <Option value="MM" type="QString" name="size_unit" />
            <Option value="1" type="QString" name="vertical_anchor_point" />
          </Option>
        </layer>
      </symbol>
    </symbols>
    <rotation />
    <sizescale />
  </renderer-v2>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <mapTip>&lt;div style="background:#ffffff;color:#1a1a1a;padding:6px"&gt;&lt;table cellspacing="0"&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Label&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% "label" %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Score&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% format_number("score", 3) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Raster&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% file_name("raster") %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Model&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% "model" %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td style="padding-right:8px;color:#666666"&gt;Longitude, latitude&lt;/td&gt;&lt;td&gt;&lt;b&gt;[% format_number("lon", 6) || ', ' || format_number("lat", 6) %]&lt;/b&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;/div&gt;</mapTip>
  <layerGeometryType>0</layerGeometryType>
</qgis>

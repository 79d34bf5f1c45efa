"""Verdicts on the map: a sign before each label, a row in the map tip, and only the features of one verdict drawn."""

from __future__ import annotations

from qgis.core import (
    QgsFeatureRenderer,
    QgsPalLayerSettings,
    QgsReadWriteContext,
    QgsRuleBasedRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtXml import QDomDocument

from ..translation import tr
from .verdict_fields import missing_fields
from .verdicts import ACCEPT, REJECT, REVIEWED, REVIEWER, SIGNS, UNSURE, VERDICT, Choice

SIGN = f"""CASE WHEN "{VERDICT}" = '{ACCEPT}' THEN '{SIGNS[ACCEPT]} ' WHEN "{VERDICT}" = '{REJECT}' THEN \
'{SIGNS[REJECT]} ' WHEN "{VERDICT}" = '{UNSURE}' THEN '{SIGNS[UNSURE]} ' ELSE '' END"""
HEAD, TAIL = f"{SIGN} || coalesce(to_string(", "), '')"
TIP_MARK = "<!-- verdict -->"
KEPT_RENDERER = "tesela/review_renderer"
CONDITIONS = {
    Choice.OPEN: f"coalesce(\"{VERDICT}\", '') = ''",
    Choice.ACCEPTED: f"\"{VERDICT}\" = '{ACCEPT}'",
    Choice.REJECTED: f"\"{VERDICT}\" = '{REJECT}'",
    Choice.UNSURE: f"\"{VERDICT}\" = '{UNSURE}'",
}


def has_signs(layer: QgsVectorLayer) -> bool:
    """Whether the labels of the layer begin with the sign of the verdict."""
    labeling = layer.labeling()
    return isinstance(labeling, QgsVectorLayerSimpleLabeling) and (
        labeling.settings().fieldName.startswith(HEAD) or labeling.settings().fieldName == SIGN
    )


def show_signs(layer: QgsVectorLayer, shown: bool) -> bool:
    """Put the sign of the verdict before each label, or take it away; False where the layer's labels are rules."""
    if shown == has_signs(layer):
        return True
    labeling = layer.labeling()
    if labeling is not None and not isinstance(labeling, QgsVectorLayerSimpleLabeling):
        return False
    if shown:
        _put_signs(layer, labeling)
    elif labeling is not None:
        settings = labeling.settings()
        if settings.fieldName == SIGN:
            layer.setLabelsEnabled(False)
            layer.setLabeling(None)
        else:
            settings.fieldName = settings.fieldName[len(HEAD) : -len(TAIL)]
            layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    _tell_in_tip(layer, shown)
    layer.triggerRepaint()
    return True


def _put_signs(layer: QgsVectorLayer, labeling: QgsVectorLayerSimpleLabeling | None) -> None:
    if labeling is not None and layer.labelsEnabled():
        settings = labeling.settings()
        own = settings.fieldName if settings.isExpression else '"' + settings.fieldName.replace('"', '""') + '"'
        settings.fieldName = HEAD + own + TAIL
    else:
        settings, text, buffer = QgsPalLayerSettings(), QgsTextFormat(), QgsTextBufferSettings()
        buffer.setEnabled(True)
        buffer.setSize(1)
        text.setBuffer(buffer)
        settings.setFormat(text)
        settings.fieldName = SIGN
    settings.isExpression = True
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _tell_in_tip(layer: QgsVectorLayer, shown: bool) -> None:
    template = layer.mapTipTemplate()
    row = (
        f'{TIP_MARK}<tr><td style="padding-right:8px;color:#666666">{tr("Verdict")}</td><td><b>[% {SIGN} || '
        f"coalesce(\"{VERDICT}\" || ' · ' || \"{REVIEWER}\" || ' · ' || \"{REVIEWED}\", '–') %]</b></td></tr>{TIP_MARK}"
    )
    if shown and TIP_MARK not in template and "</table>" in template:
        layer.setMapTipTemplate(template.replace("</table>", row + "</table>", 1))
    elif not shown and template.count(TIP_MARK) == 2:
        before, _, after = template.split(TIP_MARK)
        layer.setMapTipTemplate(before + after)


def shown_on_map(layer: QgsVectorLayer) -> Choice:
    """Which verdicts the map is limited to by show_only; Choice.ALL where it is not."""
    rule = _own_rule(layer.renderer())
    if rule is None:
        return Choice.ALL
    return next((choice for choice, text in CONDITIONS.items() if text == rule.filterExpression()), Choice.ALL)


def show_only(layer: QgsVectorLayer, choice: Choice) -> bool:
    """Draw only the features of this choice; the layer keeps its features, its subset and its style.

    The layer's own renderer becomes a rule below one for the verdict, beside other filters of that kind, and comes back
    with Choice.ALL. False where the renderer cannot be a rule (point clusters, heat maps), or where the layer has no
    verdicts yet.
    """
    if choice is shown_on_map(layer):
        return True
    if choice is not Choice.ALL and missing_fields(layer):
        return False
    limited = layer.renderer().clone()
    rule = _own_rule(limited)
    if choice is Choice.ALL:
        _take_away(rule)
        kept = _kept_renderer(layer)
        layer.setRenderer(kept if kept is not None and _says_the_same(kept, limited) else limited)
        layer.removeCustomProperty(KEPT_RENDERER)
    elif rule is not None:
        rule.setFilterExpression(CONDITIONS[choice])
        layer.setRenderer(limited)
    else:
        limited = _below_a_rule(limited, CONDITIONS[choice])
        if limited is None:
            return False
        layer.setCustomProperty(KEPT_RENDERER, _as_text(layer.renderer()))
        layer.setRenderer(limited)
    layer.triggerRepaint()
    layer.emitStyleChanged()
    return True


def _own_rule(renderer: QgsFeatureRenderer | None) -> QgsRuleBasedRenderer.Rule | None:
    """The rule for the verdict; another filter may have been put around it since."""
    if not isinstance(renderer, QgsRuleBasedRenderer):
        return None
    rules = renderer.rootRule().descendants()
    # Known by what it says: whoever puts a rule around it gives it another key.
    return next((rule for rule in rules if not rule.symbol() and rule.filterExpression() in CONDITIONS.values()), None)


def _with_keys(rule: QgsRuleBasedRenderer.Rule) -> QgsRuleBasedRenderer.Rule:
    """A copy of a rule and those below it with their keys, which clone() does not keep."""
    copy = rule.clone()
    copy.setRuleKey(rule.ruleKey())
    for new, old in zip(copy.descendants(), rule.descendants()):
        new.setRuleKey(old.ruleKey())
    return copy


def _take_away(rule: QgsRuleBasedRenderer.Rule) -> None:
    """Put the rules below this one in its place."""
    parent = rule.parent()
    place = parent.children().index(rule)
    for number, child in enumerate(rule.children()):
        parent.insertChild(place + number, _with_keys(child))
    parent.removeChild(rule)


def _says_the_same(kept: QgsFeatureRenderer, rules: QgsRuleBasedRenderer) -> bool:
    """Whether nobody has changed the rules that were made of a renderer."""
    again = QgsRuleBasedRenderer.convertFromRenderer(kept)
    return again is not None and again.dump() == rules.dump()


def _below_a_rule(renderer: QgsFeatureRenderer, condition: str) -> QgsRuleBasedRenderer | None:
    converted = QgsRuleBasedRenderer.convertFromRenderer(renderer)
    if converted is None:
        return None
    root = QgsRuleBasedRenderer.Rule(None)
    rule = QgsRuleBasedRenderer.Rule(None, 0, 0, condition, tr("By verdict"))
    for child in converted.rootRule().children():
        rule.appendChild(_with_keys(child))
    root.appendChild(rule)
    return QgsRuleBasedRenderer(root)


def _as_text(renderer: QgsFeatureRenderer) -> str:
    document = QDomDocument("renderer")
    document.appendChild(renderer.save(document, QgsReadWriteContext()))
    return document.toString()


def _kept_renderer(layer: QgsVectorLayer) -> QgsFeatureRenderer | None:
    document = QDomDocument()
    document.setContent(str(layer.customProperty(KEPT_RENDERER, "") or ""))
    element = document.documentElement()
    return None if element.isNull() else QgsFeatureRenderer.load(element, QgsReadWriteContext())

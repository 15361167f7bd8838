/// One line as people type it, understood: `Dentist tomorrow 5pm !1 #health every 6 months`.
///
/// Read [Line], then [Phrases], which says what is meant and what is text; then [DayWords], [DateWords], [TimeWords]
/// and
/// [RuleWords], one for each kind of phrase. They share their grammar among all languages; what words mean stands in
/// [English] and [German]. [RuleText] goes the other way: from a rule to words. Pure functions; anyone may call from
/// any
/// thread. Only `list` and `java.*` are used.
@NullMarked
package todo.words;

import org.jspecify.annotations.NullMarked;

using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Movement.Features.Applications;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class AnswerMergeTests
{
    [Fact]
    public void A_first_answer_is_written() => Assert.Equal(MergeResult.Write, AnswerMerge.Of(0, ("a", ""), []));

    [Fact]
    public void What_stands_already_is_not_written_again() =>
        Assert.Equal(MergeResult.Keep, AnswerMerge.Of(0, ("a", ""), [new(1, "a", "", Mine: false)]));

    [Fact]
    public void A_field_one_did_not_touch_never_overwrites_anothers_work() =>
        Assert.Equal(MergeResult.Keep, AnswerMerge.Of(1, ("old", ""), [new(1, "old", "", true), new(2, "new", "", false)]));

    [Fact]
    public void The_same_answer_changed_by_two_people_is_a_conflict() =>
        Assert.Equal(MergeResult.Conflict, AnswerMerge.Of(1, ("mine", ""), [new(1, "old", "", true), new(2, "new", "", false)]));

    [Fact]
    public void Ones_own_autosave_is_no_conflict() =>
        Assert.Equal(MergeResult.Write, AnswerMerge.Of(1, ("abc", ""), [new(1, "a", "", false), new(2, "ab", "", true)]));

    [Fact]
    public void An_autosave_after_anothers_change_keeps_what_one_did_not_change_since() =>
        Assert.Equal(MergeResult.Keep, AnswerMerge.Of(0, ("a", ""), [new(1, "a", "", true), new(2, "b", "", false)]));

    [Fact]
    public void Going_back_to_the_first_answer_after_an_autosave_is_written() =>
        Assert.Equal(MergeResult.Write, AnswerMerge.Of(1, ("a", ""), [new(1, "a", "", false), new(2, "ab", "", true)]));

    /// <summary>
    /// Whatever two people type and save in whatever order: another's revision is only ever replaced by one who has seen it.
    /// </summary>
    [Fact]
    public void No_unseen_revision_of_another_is_ever_overwritten()
    {
        var step = from mine in Gen.Elements(true, false) from value in Gen.Elements("a", "b", "c") from seen in Gen.Choose(0, 6) select (
            mine, value, seen);
        Prop.ForAll(Gen.ListOf(step).ToArbitrary(), steps =>
        {
            List<(int Number, string Value, bool First)> history = [];
            foreach (var (first, value, seen) in steps)
            {
                var shown = Math.Min(seen, history.Count);
                var view = history.Select(h => new Revision(h.Number, h.Value, "", h.First == first)).ToList();
                if (AnswerMerge.Of(shown, (value, ""), view) == MergeResult.Write)
                {
                    var lastOwn = history.Where(h => h.First == first).Select(h => h.Number).LastOrDefault();
                    if (history.Any(h => h.First != first && h.Number > shown && h.Number > lastOwn))
                    {
                        return false;
                    }

                    history.Add((history.Count + 1, value, first));
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }
}

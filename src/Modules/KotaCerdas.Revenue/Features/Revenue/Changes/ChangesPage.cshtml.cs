using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Changes;

/// <summary>How changes are put into words.</summary>
internal static class ChangeWords
{
    public static string Lowers(ChangeFile file, Texts texts) =>
        string.Join(", ", file.Lowers.Select(l => texts[$"Revenue.Lowered.{l}"]));

    public static IHtmlContent State(ChangeFile file, Texts texts) => file.Decision is { } decision
        ? Tag.Render(
            texts[$"Revenue.ChangeOutcome.{decision.Outcome}"], decision.Outcome == ChangeOutcome.Confirmed ? Tone.Positive : Tone.Neutral)
        : Tag.Render(texts["Revenue.Change.Waiting"], Tone.Warning);

    /// <summary>What the page of an object says about a change that waits, or nothing.</summary>
    public static IHtmlContent Notice(ChangeFile? waiting, Texts texts) => waiting is null ? new HtmlBuilder()
        : Ui.Notice.Render(new()
        {
            Tone = Tone.Warning, Title = texts["Revenue.Change.WaitsTitle"],
            Text = texts["Revenue.Change.WaitsText", waiting.Of.ProposedByName, Lowers(waiting, texts)],
            More = Markup.Link(texts["Revenue.Change.See"], ChangePaths.Of(waiting.Of.RegionCode, waiting.Of.Id)),
        });
}

/// <summary>Changes that lower what is billed and wait for a second officer.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class ChangesPageModel(RegisterDesk desk, WaitingChanges changes, KotaDb db) : RegisterPage(desk)
{
    private Dictionary<KindObjectId, string> _numbers = [];

    public bool All { get; private set; }

    public IReadOnlyList<ChangeFile> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, bool semua, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        (All, Rows) = (semua, await changes.ListAsync(Code, semua, cancel));
        var ids = Rows.Select(r => r.Of.ObjectId).OfType<KindObjectId>().ToList();
        _numbers = await db.In<KindObject>(RegionScope.Of(Code)).Where(o => ids.Contains(o.ObjectId) && o.Version == 1)
            .ToDictionaryAsync(o => o.ObjectId, o => o.Number, cancel);
        return Page();
    }

    public string NumberOf(ChangeFile file) => file.Of.ObjectId is { } id ? _numbers[id] : file.Of.Nop!.Value.ToString();
}

using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.TransparencyLogs;

/// <summary>An entry in words, with its proof checked while the page is made.</summary>
internal sealed class EntryPage(PublicLog logs, LogKinds kinds, KotaDb db, Texts texts) : ProductPage
{
    public LogEntryView Entry { get; private set; } = null!;

    public string Name { get; private set; } = string.Empty;

    public bool IsHead => Entry.Logged?.Kind == LoggedEntry.Head;

    public Tone Tone => Entry.Verdict switch
    {
        ProofVerdict.Valid => Tone.Positive,
        ProofVerdict.TooFewWitnesses => Tone.Warning,
        _ => Tone.Danger,
    };

    public string VerdictText => Entry.Verdict switch
    {
        ProofVerdict.Valid => texts["Host.Log.ProvedText", Formats.Number(Entry.Head.Size),
            Formats.Instant(Entry.Head.SignedAt, RegionZone.WIB)],
        ProofVerdict.TooFewWitnesses => texts["Host.Log.TooFewText", Entry.Head.Witnesses.Count, logs.Quorum.Wanted],
        ProofVerdict.NotIncluded => texts["Host.Log.NotIncludedText"],
        _ => texts["Host.Log.ForgedText"],
    };

    public IReadOnlyList<Fact> Facts =>
    [
        new(texts["Host.Log.Kind"], LogText.Kind(Entry.Logged, kinds, texts)),
        new(texts["Host.Log.When"], LogText.When(Entry.Logged, texts)),
        new(texts["Host.Log.Witnesses"], LogText.Witnesses(Entry.Head, logs, texts)),
    ];

    public async Task<IActionResult> OnGetAsync(string region, long index, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var of) || await logs.EntryAsync(of, index, cancel) is not { } entry)
        {
            return NotFound();
        }

        Entry = entry;
        var name = await db.Shared<Region>().Where(r => r.Code == of).Select(r => r.Name).SingleOrDefaultAsync(cancel);
        Name = LogText.Name(of, name, texts);
        return Page();
    }
}

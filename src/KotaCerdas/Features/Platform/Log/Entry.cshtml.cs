using System.Text.Json;
using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.TransparencyLogs;

/// <summary>An entry in words, with its proof checked while the page is made.</summary>
internal sealed class EntryPage(PublicLog logs, LogKinds kinds, KotaDb db, Texts texts, IServiceProvider services) : ProductPage
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

    /// <summary>What the entry commits to, in words.</summary>
    public IReadOnlyList<Fact> Words { get; private set; } = [];

    /// <summary>Where everybody reads about the fact.</summary>
    public string? FactPath { get; private set; }

    public async Task<IActionResult> OnGetAsync(string region, long index, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var of) || await logs.EntryAsync(of, index, cancel) is not { } entry)
        {
            return NotFound();
        }

        Entry = entry;
        var place = await db.Shared<Region>().Where(r => r.Code == of).Select(r => new { r.Name, r.Slug }).SingleOrDefaultAsync(cancel);
        Name = LogText.Name(of, place?.Name, texts);
        if (entry.Opening is { } opening && kinds.Find(entry.Logged!.Kind) is { } kind)
        {
            var content = JsonSerializer.Deserialize<Dictionary<string, string?>>(opening.Content)!;
            FactPath = kind.PathOf(new LogSubject(of, place?.Slug ?? string.Empty, content));
            Words = [.. from field in kind.Fields
                        let value = content.GetValueOrDefault(field.Name)
                        where value is not null
                        select new Fact(texts[field.TextKey], field.Words is { } words ? words(value, services) : value)];
        }

        return Page();
    }
}

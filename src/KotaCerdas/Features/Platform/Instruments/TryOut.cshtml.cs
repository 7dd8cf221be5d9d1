using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Instruments;

/// <summary>Computes an instrument with sample answers, before it is published. The answers are kept nowhere.</summary>
[Needs("platform.instrument.manage")]
internal sealed class TryOutPage(InstrumentStore store, Actor actor, Texts texts) : ProductPage
{
    private Dictionary<string, string> _typed = new(StringComparer.Ordinal);

    public InstrumentVersion Stored { get; private set; } = null!;

    public Instrument Instrument => InstrumentStore.EngineOf(Stored).Instrument;

    public Evaluation? Evaluation { get; private set; }

    /// <summary>Every criterion and result: formula, what went in, what came out.</summary>
    public IReadOnlyList<LadderStep> Steps => [.. Evaluation!.Criteria.Concat(Evaluation.Results).Select(Step)];

    public async Task<IActionResult> OnGetAsync(string code, int version, CancellationToken cancel) =>
        await LoadAsync(code, version, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, int version, CancellationToken cancel)
    {
        if (!await LoadAsync(code, version, cancel))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(cancel);
        _typed = Instrument.Items.ToDictionary(i => i.Code, i => string.Join(';', form[NameOf(i)].Where(v => v?.Length > 0)),
            StringComparer.Ordinal);
        var read = Instrument.Items.Select(i => (Item: i, Value: AnswerText.Read(Instrument, i, _typed[i.Code]))).ToList();
        var problems = read.Where(r => r.Value.Failed).Select(r => r.Value.Problem.On(NameOf(r.Item))).ToList();
        if (problems.Count > 0)
        {
            return this.Invalid(problems);
        }

        var answers = read.Where(r => !r.Value.Value.IsMissing).ToDictionary(r => r.Item.Code, r => r.Value.Value, StringComparer.Ordinal);
        var tried = await store.TryOutAsync(actor, code, version, answers, cancel);
        if (tried.Failed)
        {
            return this.Invalid([.. tried.Problems.Select(p => p.Field is { } open ? p.On("a_" + open) : p)]);
        }

        Evaluation = tried.Value;
        return Page();
    }

    /// <summary>The field of a question, with what was typed.</summary>
    public IHtmlContent Field(Item item)
    {
        var name = NameOf(item);
        var error = ModelState.TryGetValue(name, out var entry) ? entry.Errors is [var first, ..] ? first.ErrorMessage : null : null;
        return TryOutField.Render(Instrument, item, new(name, _typed.GetValueOrDefault(item.Code, string.Empty), error), texts);
    }

    private static string NameOf(Item item) => "a_" + item.Code;

    private LadderStep Step(Computed computed) => new(
        $"{computed.Title.In()}: {computed.Trace.Formula}",
        [.. Inputs(computed.Trace).DistinctBy(s => s.Formula).Select(s => (s.Formula, InstrumentText.Value(s.Value, texts)))],
        computed.Code, InstrumentText.Value(computed.Shown, texts));

    /// <summary>What a computation reads: answers, other results, weighted parts.</summary>
    private static IEnumerable<TraceStep> Inputs(TraceStep step) => step.Steps.SelectMany(s =>
        s.Kind is TraceKind.Answer or TraceKind.Reference or TraceKind.Weighted ? [s] : Inputs(s));

    private async Task<bool> LoadAsync(string code, int version, CancellationToken cancel)
    {
        var found = await store.FindAsync(code, version, cancel);
        Stored = found!;
        return found is not null;
    }
}

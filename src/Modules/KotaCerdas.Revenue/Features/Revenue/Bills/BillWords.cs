using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>A bill in words that a taxpayer can follow.</summary>
internal sealed class BillWords(Texts t)
{
    /// <summary>A year, without the point that thousands get.</summary>
    public static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// What has to be paid today; apart from it what is not due yet, and what is open and nobody is asked for any more, where there is any.
    /// </summary>
    public static IReadOnlyList<Fact> Owed((long Now, long Later, long Expired) rupiah, Texts t) =>
    [
        new(t["Revenue.Bill.DueToday"], Cell.Of(new HtmlBuilder().Element("strong", Formats.Money(rupiah.Now)))),
        .. rupiah.Later > 0 ? new Fact[] { new(t["Revenue.Bill.NotYetDue"], Formats.Money(rupiah.Later)) } : [],
        .. rupiah.Expired > 0 ? new Fact[]
        {
            new(t["Revenue.Bill.Expired"], t["Revenue.Bill.ExpiredText", Formats.Money(rupiah.Expired)]),
        } : [],
    ];

    /// <summary>How a year stands, with what was paid too much.</summary>
    public static IHtmlContent State(BilledYear year, DateOnly day, Texts texts)
    {
        var html = new HtmlBuilder().Add(State(year.On(day), texts));
        return year.Overpaid == 0 ? html : html.Element("div", texts["Revenue.Bill.Overpaid", Formats.Money(year.Overpaid)]);
    }

    public static IHtmlContent State(BillState state, Texts texts) => Tag.Render(texts[$"Revenue.BillState.{state}"], state switch
    {
        BillState.Paid => Tone.Positive,
        BillState.Overdue => Tone.Danger,
        BillState.Open => Tone.Warning,
        _ => Tone.Neutral,
    });

    public static IHtmlContent State(CorrectionState state, Texts t) => Tag.Render(t[$"Revenue.CorrectionState.{state}"], state switch
    {
        CorrectionState.Accepted => Tone.Positive,
        CorrectionState.Rejected => Tone.Danger,
        CorrectionState.Examined => Tone.Info,
        _ => Tone.Warning,
    });

    /// <summary>What came about, one sentence a step.</summary>
    public IReadOnlyList<string> Sentences(BillStory story)
    {
        var bill = story.Bill;
        var figures = Figures(story.Steps);
        var sentences = new List<string>();
        Part(sentences, "Land", (bill.LandArea, bill.LandValue, bill.LandClass, bill.LandUnit, bill.LandNjop), figures);
        Part(sentences, "Building", (bill.BuildingArea, bill.BuildingValue, bill.BuildingClass, bill.BuildingUnit, bill.BuildingNjop),
            figures);
        if (bill.CommonValue > 0)
        {
            sentences.Add(t["Revenue.Story.Common", Formats.Money(bill.CommonValue)]);
        }

        sentences.Add(bill.TakesDeduction
            ? t["Revenue.Story.Deducted", Formats.Money(bill.Njop), Formats.Money(bill.Deduction),
                Formats.Money(bill.Njop - bill.Deduction)]
            : t["Revenue.Story.NotDeducted", Formats.Money(bill.Njop)]);
        Rate(sentences, story, figures);
        Relief(sentences, story);
        if (bill.Amount != story.ByRules && story.Decisions.LastOrDefault(d => d.After?.Cycle == bill.Cycle) is { } by)
        {
            sentences.Add(t["Revenue.Story.Decided", Formats.Money(story.ByRules), NameOf(by), Formats.Money(bill.Amount)]);
        }

        sentences.Add(t["Revenue.Story.Payable", Formats.Money(bill.Amount)]);
        return sentences;
    }

    /// <summary>How it differs from the year before, in one sentence; null where there was no bill.</summary>
    public string? Difference(BillStory story)
    {
        if (story.Before is not { } before)
        {
            return null;
        }

        var (year, change) = (Year(before.Year), story.Bill.Amount - before.Amount);
        var share = before.Amount == 0 ? string.Empty : Formats.Percent(Math.Abs((decimal)change) / before.Amount);
        return change == 0 ? t["Revenue.Story.Same", year, Formats.Money(before.Amount)]
            : before.Amount == 0 ? t["Revenue.Story.FromNothing", year, Formats.Money(change)]
            : t[change > 0 ? "Revenue.Story.Higher" : "Revenue.Story.Lower", year, Formats.Money(before.Amount),
                Formats.Money(Math.Abs(change)), share];
    }

    /// <summary>A cause with what it was and is, and its share.</summary>
    public IReadOnlyList<Cell> CauseRow(BillStory story, CauseShare share)
    {
        var (before, now) = (story.Before!, story.Now);
        var (was, isNow) = share.Cause switch
        {
            BillCause.LandArea => (Area(before.LandArea), Area(now.LandArea)),
            BillCause.BuildingArea => (Area(before.BuildingArea), Area(now.BuildingArea)),
            BillCause.LandUnit => (Unit(before.LandUnit, before.LandClass), Unit(now.LandUnit, now.LandClass)),
            BillCause.BuildingUnit => (Unit(before.BuildingUnit, before.BuildingClass), Unit(now.BuildingUnit, now.BuildingClass)),
            BillCause.Common => (Formats.Money(before.Common), Formats.Money(now.Common)),
            BillCause.Deduction => (Formats.Money(before.Deduction), Formats.Money(now.Deduction)),
            BillCause.Rate => (Cost(before), Cost(now)),
            _ => (Formats.Money(before.Amount - before.Tax), Formats.Money(now.Amount - now.Tax)),
        };
        return [t[$"Revenue.BillCause.{share.Cause}"], was, isNow, Signed(share.Rupiah)];
    }

    /// <summary>The steps of the rules, then what each decision made of the amount.</summary>
    public IReadOnlyList<LadderStep> Ladder(BillStory story, string slug) =>
    [
        .. RuleLadder.Of(story.Steps, slug, t),
        .. story.Decisions.Where(d => d.After is not null).Select(d => new LadderStep(
            t["Revenue.Story.DecisionStep", NameOf(d)], [(t["Revenue.Story.BeforeDecision"], Formats.Money(d.Before!.Amount))],
            t["Revenue.Story.AfterDecision"], Formats.Money(d.After!.Amount))
        {
            Source = d.Letter.Article, SourceHref = HrefOf(d),
        }),
    ];

    /// <summary>A decision by its kind and number.</summary>
    public string NameOf(BillStep step) => NameOf(step.Event.Letter, step.Document);

    /// <summary>Where anyone checks the letter of a decision, null where there is none.</summary>
    public static string? HrefOf(BillStep step) => HrefOf(step.Document);

    /// <summary>Each decision with its day, its letter and what it did.</summary>
    public IEnumerable<IReadOnlyList<Cell>> DecisionRows(BillStory story)
    {
        if (story.Relief is var (reduction, document))
        {
            yield return Row(reduction.DecidedOn, (reduction.Letter, document),
                t["Revenue.Story.DidReduce", Formats.Percent(reduction.Share / 1_000_000m)]);
        }

        foreach (var step in story.Decisions)
        {
            yield return Row(step.Event.HappenedOn, (step.Event.Letter, step.Document), Effect(step));
        }
    }

    private IReadOnlyList<Cell> Row(DateOnly day, (string Letter, IssuedDocument? Document) by, string effect) =>
    [
        Cell.Date(day),
        HrefOf(by.Document) is { } href ? Cell.Link(NameOf(by.Letter, by.Document), href) : NameOf(by.Letter, by.Document), effect,
    ];

    private string NameOf(string letter, IssuedDocument? document) =>
        t["Revenue.Story.DecisionName", LetterRules.Of(letter).Title.In(), document?.Number ?? "–"];

    private static string? HrefOf(IssuedDocument? document) =>
        document is { CheckCode: { } code } ? DocumentSurroundings.CheckPath + code : null;

    /// <summary>What a decision did, in a sentence.</summary>
    private string Effect(BillStep step) => step.Event switch
    {
        { Kind: ChargeEventKind.Amended } => t[step.Letter.Basis switch
        {
            LetterBasis.Facts => "Revenue.Story.DidCorrect",
            LetterBasis.Nil => "Revenue.Story.DidCancel",
            _ => "Revenue.Story.DidChange",
        }, Formats.Money(step.Before!.Amount), Formats.Money(step.After!.Amount)],
        { Kind: ChargeEventKind.WrittenOff, Change: var change } => t["Revenue.Story.DidWriteOff", Formats.Money(-change)],
        { Terms: { Until: { } until } terms } => t["Revenue.Story.DidDefer", until, Rate(terms)],
        { Terms: { } terms } => t["Revenue.Story.DidSplit", terms.Count, terms.LastDueOn, Rate(terms)],
        _ => string.Empty,
    };

    private static string Rate(DueTerms terms) => Formats.Percent(terms.Rate / 1_000_000m);

    /// <summary>What is said where a figure does not come out again.</summary>
    public string Mismatch(BillMismatch mismatch) =>
        t["Revenue.Story.MismatchRow", t[mismatch.NameKey], Formats.Money(mismatch.Billed), Formats.Money(mismatch.Recomputed)];

    public static string Signed(long rupiah) => (rupiah > 0 ? "+" : string.Empty) + Formats.Money(rupiah);

    /// <summary>Tax in relation to the taxable value, per cent.</summary>
    private static string Cost(BillFigures figures) => figures.Taxable == 0 ? "–"
        : Formats.Decimal((decimal)figures.Tax * 100 / figures.Taxable, 3) + " %";

    private string Area(int metres) => t["Revenue.Story.Area", metres];

    private string Unit(long rupiah, string code) => code.Length == 0
        ? t["Revenue.Story.PerMetre", Formats.Money(rupiah)] : t["Revenue.Story.PerMetreOfClass", Formats.Money(rupiah), code];

    private void Part(
        List<string> sentences, string part, (int Area, long Value, string Code, long Unit, long Njop) bill,
        Dictionary<string, PbbFigure> figures)
    {
        if (bill.Area == 0)
        {
            sentences.Add(t[$"Revenue.Story.No{part}"]);
            return;
        }

        // Where the class decides, its bounds stand among the inputs of its step.
        var byClass = figures.ContainsKey(part == "Land" ? "Revenue.Pbb.LandClass" : "Revenue.Pbb.BuildingClass");
        sentences.Add(byClass
            ? t[$"Revenue.Story.{part}ByClass", bill.Area, Formats.Money(bill.Value), bill.Code, Formats.Money(bill.Unit),
                Formats.Money(bill.Njop)]
            : t[$"Revenue.Story.{part}ByValue", bill.Area, Formats.Money(bill.Unit), Formats.Money(bill.Njop)]);
    }

    private void Rate(List<string> sentences, BillStory story, Dictionary<string, PbbFigure> figures)
    {
        if (!figures.TryGetValue("Revenue.Pbb.Rate", out var rate))
        {
            return;
        }

        var share = figures["Revenue.Pbb.NjkpShare"];
        if (share.Value != Fraction.Of(1))
        {
            sentences.Add(t["Revenue.Story.Njkp", RuleText.Show(share.Value, share.Unit, t), Formats.Money(story.Bill.Njkp)]);
        }

        var above = figures["Revenue.Pbb.TierAbove"];
        var percent = RuleText.Show(rate.Value, rate.Unit, t);
        var tax = Formats.Money(story.Bill.Tax);
        sentences.Add(figures.TryGetValue("Revenue.Pbb.TierTo", out var to)
            ? t["Revenue.Story.Rate", percent, RuleText.Show(above.Value, above.Unit, t), RuleText.Show(to.Value, to.Unit, t), tax]
            : t["Revenue.Story.RateAbove", percent, RuleText.Show(above.Value, above.Unit, t), tax]);
    }

    private void Relief(List<string> sentences, BillStory story)
    {
        var bill = story.Bill;
        if (bill.Adjusted != bill.Tax)
        {
            sentences.Add(t[bill.Adjusted < bill.Tax ? "Revenue.Story.Stimulus" : "Revenue.Story.Rise",
                Formats.Money(Math.Abs(bill.Adjusted - bill.Tax)), Formats.Money(bill.Adjusted)]);
        }

        if (bill.Limited != bill.Adjusted)
        {
            sentences.Add(t["Revenue.Story.Limited", Formats.Money(bill.LastYear), Formats.Money(bill.Limited)]);
        }

        if (bill.Reduced != 0)
        {
            sentences.Add(t["Revenue.Story.Reduced", Formats.Money(bill.Reduced)]);
        }

        var open = bill.Limited - bill.Reduced;
        if (story.ByRules != open)
        {
            sentences.Add(t["Revenue.Story.Rounded", Formats.Money(open), Formats.Money(story.ByRules)]);
        }
    }

    /// <summary>Figures by name, and the steps that there are by the name of their rule.</summary>
    private static Dictionary<string, PbbFigure> Figures(IReadOnlyList<PbbStep> steps)
    {
        var figures = new Dictionary<string, PbbFigure>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            foreach (var figure in step.Inputs.Append(step.Result))
            {
                figures[figure.NameKey] = figure;
            }

            figures[step.RuleKey] = step.Result;
        }

        return figures;
    }
}

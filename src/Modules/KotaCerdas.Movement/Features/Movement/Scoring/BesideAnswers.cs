using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>What a region answered to a question of its application, now and the time before, with its evidence.</summary>
/// <param name="Answer">In display form, or null where not answered.</param>
/// <param name="LastTime">The answer of the region's newest earlier call that has one, or null.</param>
internal sealed record BesideAnswer(Item Item, string? Answer, string? LastTime, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>Year of that call.</summary>
    public int LastYear { get; init; }
}

/// <summary>
/// Reads the application beside the score sheet: every question with its answer, the answer of the region's previous call, and the
/// evidence.
/// </summary>
internal sealed class BesideAnswers(KotaDb db, CallSources sources, Texts texts)
{
    public async Task<IReadOnlyList<BesideAnswer>> OfAsync(Call call, RegionCode region, CancellationToken cancel)
    {
        if (await sources.InstrumentAsync(call.ApplicationInstrument, call.ApplicationVersion, cancel) is not { } engine)
        {
            return [];
        }

        var scope = RegionScope.Of(region);
        var evidence = await db.In<Evidence>(scope).AsNoTracking().Where(e => e.CallId == call.Id && e.RemovedAt == null)
            .ToListAsync(cancel);
        var now = await TextsOfAsync(scope, [call], cancel);
        var earlier = await ApplicationDesk.Earlier(db, call).ToListAsync(cancel);
        var before = await TextsOfAsync(scope, earlier, cancel);
        return
        [
            .. engine.Instrument.Items.Select(i => new BesideAnswer(
                i, Shown(engine.Instrument, i, now.GetValueOrDefault(i.Code).Value),
                    Shown(engine.Instrument, i, before.GetValueOrDefault(i.Code).Value),
                [.. evidence.Where(e => e.ItemCode == i.Code)])
            {
                LastYear = before.GetValueOrDefault(i.Code).Year,
            }),
        ];
    }

    /// <summary>Stored answers by question; of several calls the newest that has one.</summary>
    private async Task<Dictionary<string, (int Year, string Value)>> TextsOfAsync(
        RegionScope scope, List<Call> calls, CancellationToken cancel)
    {
        var ids = calls.Select(c => c.Id).ToList();
        var answers = await db.In<Answer>(scope).AsNoTracking().Where(a => ids.Contains(a.CallId) && a.Value != "").ToListAsync(cancel);
        return answers.GroupBy(a => a.ItemCode).ToDictionary(
            g => g.Key,
            g =>
            {
                var newest = g.MinBy(a => ids.IndexOf(a.CallId))!;
                return (calls[ids.IndexOf(newest.CallId)].Year, newest.Value);
            },
            StringComparer.Ordinal);
    }

    private string? Shown(Instrument instrument, Item item, string? stored)
    {
        if (string.IsNullOrEmpty(stored) || AnswerText
            .Read(instrument, item, stored) is not { Failed: false, Value: { IsMissing: false } value })
        {
            return null;
        }

        return item.Answer switch
        {
            AnswerKind.Money => Formats.Money((long)value.Number),
            AnswerKind.Number => $"{Formats.Decimal(value.Number, item.Decimals)} {item.Unit}".TrimEnd(),
            AnswerKind.YesNo => texts[value.Truth ? "Movement.Score.Yes" : "Movement.Score.No"],
            AnswerKind.Date => Formats
                .Date(DateOnly.ParseExact(value.Text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            AnswerKind.Level => instrument.LevelsOf(item.Code).Where(l => l.Value == value.Number).Select(l => $"{l.Value}. {l.Label.In()}")
                .FirstOrDefault(),
            AnswerKind.Choice or AnswerKind.MultiChoice =>
                string.Join("; ", value.Text.Split(';')
                    .Select(code => instrument.OptionsOf(item.Code).FirstOrDefault(o => o.Code == code)?.Label.In() ?? code)),
            _ => value.Kind == ValueKind.Number ? Formats.Decimal(value.Number, 0) : value.Text,
        };
    }
}

/// <summary>Draws what the region says beside a question.</summary>
internal static class BesideView
{
    public static IHtmlContent Render(IReadOnlyList<BesideAnswer> answers, DateOnly today, Texts texts)
    {
        var facts = new List<Fact>();
        foreach (var answer in answers)
        {
            var html = new HtmlBuilder();
            if (answer.Answer is not null || answer.Item.Answer != AnswerKind.File || answer.Evidence.Count == 0)
            {
                html.Element(
                    "p", answer.Answer ?? texts["Movement.Score.NotAnswered"], ("class", answer.Answer is null ? "k-missing" : null));
            }

            if (answer.LastTime is not null)
            {
                html.Element("p", texts["Movement.Score.LastTime", answer.LastTime, answer.LastYear.ToString()], ("class", "k-soft"));
            }

            foreach (var file in answer.Evidence)
            {
                var path = $"/penilaian/{file.CallId}/{file.RegionCode}/bukti/{file.Id}";
                html.Start("p").Add(EvidenceLine.Of(file, path, today, texts)).End();
            }

            facts.Add(new(answer.Item.Text.In(), html));
        }

        return SummaryList.Render(facts, texts);
    }
}

using KotaCerdas.Movement.Features.Scoring;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Agreement;

/// <summary>What a moderation of one question rests on: why each assessor gave the level, and what the region said.</summary>
/// <param name="Notes">Note by office; empty where the assessor wrote none.</param>
/// <param name="Answers">The region's answers to the questions that this one scores, with their evidence.</param>
internal sealed record ItemBeside(IReadOnlyList<(string Office, string Note)> Notes, IReadOnlyList<BesideAnswer> Answers);

/// <summary>Reads notes and answers of a region whose panel is complete.</summary>
internal sealed class ModerationBeside(Scores scores, BesideAnswers beside, Records records)
{
    public DateOnly TodayIn(Region region) => records.Today(region.Zone);

    /// <summary>By question. Independence holds here too: nothing comes of a panel that has not handed in.</summary>
    public async Task<IReadOnlyDictionary<string, ItemBeside>> OfAsync(
        Call call, Instrument instrument, RegionCode region, IReadOnlyList<PanelMember> members, CancellationToken cancel)
    {
        var sheets = await scores.CompleteAsync(call.Id, RegionScope.Of(region), call.Assessors.PerRegion, cancel);
        var panel = sheets.GetValueOrDefault(region) ?? [];
        var answers = await beside.OfAsync(call, region, cancel);
        return Scores.ItemsOf(instrument).ToDictionary(
            item => item.Code,
            item => new ItemBeside(
                [.. panel.Select(s => (OfficeOf(members, s), s.ByItem.GetValueOrDefault(item.Code)?.Note.Trim() ?? string.Empty))],
                SheetReader.Related(instrument, item, answers)),
            StringComparer.Ordinal);
    }

    private static string OfficeOf(IReadOnlyList<PanelMember> members, SheetScores sheet) =>
        members.FirstOrDefault(m => m.UserId == sheet.Sheet.UserId)?.Office ?? "–";
}

/// <summary>Draws it.</summary>
internal static class ModerationView
{
    public static IHtmlContent Notes(ItemBeside item, Texts texts)
    {
        var none = new HtmlBuilder().Element("p", texts["Movement.Score.NoNote"], ("class", "k-missing"));
        return SummaryList.Render(
            [.. item.Notes.Select(n => new Fact(
                texts["Movement.Score.NoteBy", n.Office], n.Note.Length > 0 ? (Cell)n.Note : Cell.Of(none)))], texts);
    }

    public static IHtmlContent Render(ItemBeside item, DateOnly today, Texts texts) => Markup.Join(
        Notes(item, texts),
        new HtmlBuilder().Element("h3", texts["Movement.Score.WhatRegionSays"], ("class", "govuk-heading-s")),
        BesideView.Render(item.Answers, today, texts));
}

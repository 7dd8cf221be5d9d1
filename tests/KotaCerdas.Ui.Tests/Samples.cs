using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui.Tests;

/// <summary>
/// One rendering of every component in which each text a page can pass is <c>text(n)</c>. The vectors fix their markup; the encoding test
/// passes hostile text through the same list, so a component that is missing here is missing in both, which a test refuses.
/// </summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, IHtmlContent> All(Func<int, string> text, Texts t)
    {
        var all = new Dictionary<string, IHtmlContent>(StringComparer.Ordinal);
        Fields(all, text, t);
        Content(all, text, t);
        Frames(all, text, t);
        Data(all, text, t);
        return all;
    }

    private static void Fields(Dictionary<string, IHtmlContent> all, Func<int, string> text, Texts t)
    {
        var choices = new ChoicesOptions
        {
            Name = text(1), Label = text(2), Hint = text(3), Error = text(4),
                Choices = [new(text(5), text(6), text(7)), new("b", text(8), Disabled: true)],
            Chosen = [text(5)], EmptyText = text(9),
        };
        all["Input"] = Input.Render(
            new()
            {
                Name = text(1), Label = text(2), Hint = text(3), Error = text(4), Value = text(5), Prefix = text(6), Suffix = text(7),
                    Autocomplete = text(8),
                Width = 10, MaxLength = 40,
            },
            t);
        all["Textarea"] = Textarea.Render(new() { Name = text(1), Label = text(2), Hint = text(3), Error = text(4), Value = text(5),
            MaxLength = 9 }, t);
        all["Radios"] = Radios.Render(choices, t);
        all["Checkboxes"] = Checkboxes.Render(choices with { LabelSize = LabelSize.PageHeading }, t);
        all["Select"] = Select.Render(choices with { Optional = true }, t);
        all["DateInput"] = DateInput.Render(
            new() { Name = text(1), Label = text(2), Hint = text(3), Error = text(4), Value = (text(5), text(6), text(7)) }, t);
        all["FileUpload"] = FileUpload.Render(new() { Name = text(1), Label = text(2), Hint = text(3), Error = text(4), Accept = text(5) },
            t);
        all["ErrorSummary"] = ErrorSummary.Render([new(text(1), text(2)), new(text(3))], t);
        all["FilterSentence"] = FilterSentence.Render(
            new()
            {
                Action = text(1), Kept = [(text(2), text(3))],
                Parts =
                [
                    FilterPart.Words(text(4)), FilterPart.Choice(text(5), text(6), [new(text(7), text(8))], text(7)),
                        FilterPart.Search(text(9), text(1), text(2)),
                ],
            },
            t);
    }

    private static void Content(Dictionary<string, IHtmlContent> all, Func<int, string> text, Texts t)
    {
        all["Button"] = Button.Render(new() { Text = text(1), Name = text(2), Value = text(3), FormAction = text(4), Confirm = text(5),
            About = text(6) });
        all["Button.Link"] = Button.Render(new() { Text = text(1), Href = text(2), Kind = ButtonKind.Secondary, Icon = IconName.Check,
            Small = true });
        all["Icon"] = Icon.Render(IconName.Map, text(1));
        all["Tag"] = Tag.Render(text(1), Tone.Warning);
        all["Notice"] = Notice.Render(
            new() { Tone = Tone.Danger, Title = text(1), Text = text(2), More = Markup.Link(text(3), text(4)), Announce = true });
        all["Inset"] = Inset.Render(text(1));
        all["ConfirmationPanel"] = ConfirmationPanel.Render(text(1), text(2), text(3));
        all["PhaseBanner"] = PhaseBanner.Render(text(1), text(2));
        all["EmptyState"] = EmptyState.Render(new() { Title = text(1), Text = text(2), Action = Markup.Text(text(3)) });
        all["EmptyState.NoPermission"] = EmptyState.NoPermission(text(1), t);
        all["Details"] = Details.Render(text(1), Markup.Text(text(2)));
        all["Term"] = Term.Render(text(1), text(2), text(3));
        all["Hash"] = Hash.Render(text(1));
        all["DimensionMark"] = DimensionMark.Render(2, text(1), text(2));
        all["StatusPage"] = StatusPage.Render(500, text(1), t);
        all["Compare"] = Compare.Render((text(1), Compare.Changes("a " + text(2), "b " + text(3), t)), (text(4), Markup.Text(text(5))));
        all["Ladder"] = Ladder.Render([new(text(1), [(text(2), text(3))], text(4), text(5)) { Source = text(6), SourceHref = text(7) }]);
    }

    private static void Frames(Dictionary<string, IHtmlContent> all, Func<int, string> text, Texts t)
    {
        var path = new PathString("/a");
        var http = new DefaultHttpContext();
        http.Request.Path = "/a";
        http.Request.QueryString = QueryString.Create("q", text(1));
        all["Breadcrumbs"] = Breadcrumbs.Render([new(text(1), text(2))], text(3), t);
        all["BackLink"] = BackLink.Render(text(1), t);
        all["Tabs"] = Tabs.Render([new(text(1), text(2), Count: 3), new(text(3), "/b")], "/b", text(4));
        all["Pagination"] = Pagination.Render(new() { Shown = 2, Total = 9, PreviousHref = text(1), NextHref = text(2) }, t);
        all["ServiceNavigation"] = ServiceNavigation.Render([new(text(1), text(2)), new(text(3), "/a")], path, t);
        all["SideNavigation"] = SideNavigation.Render(
            http,
            new()
            {
                OfficerGroups = [new(text(1), [new(text(2), text(3), IconName.Home, 4), new(text(4), "/a")])],
                User = new(text(5), text(6), text(7), text(8)),
            },
            t);
        all["LanguageSwitch"] = LanguageSwitch.Render(http, t);
        all["ThemeSwitch"] = ThemeSwitch.Render(http, t);
        all["KeyHelp"] = KeyHelp.Render(t);
        all["ScriptParts"] = ScriptParts.Render(t, text(1));
        all["PageTop"] = PageTop.Render(new() { Title = text(1), Caption = text(2), Lead = text(3), State = Tag.Render(text(4)) });
    }

    private static void Data(Dictionary<string, IHtmlContent> all, Func<int, string> text, Texts t)
    {
        var table = new TableOptions
        {
            Caption = text(1), Columns = [new(text(2), SortHref: text(3), Order: SortOrder.Descending), new(text(4), Numeric: true)],
            Rows = [[Cell.Link(text(5), text(6)), text(7)], [text(8), Cell.Missing(t)]], Total = [text(9), text(1)],
        };
        ChartValue[] values = [new(text(1), 3, text(2), 1), new(text(3), null, text(4)), new(text(5), 1, text(6))];
        all["Table"] = Table.Render(table);
        var http = new DefaultHttpContext();
        http.Request.Path = "/a";
        http.Request.QueryString = QueryString.Create("cari", text(1));
        all["ListTable"] = ListTable.Render(
            http, "a", table with { Columns = [.. table.Columns, new(text(6))], Rows = [[text(5), text(7), text(8)]], Total = null }, t);
        all["SummaryList"] = SummaryList.Render([new(text(1), text(2), text(3)), new(text(4), Cell.Of(Markup.Text(text(5))))], t);
        all["Stats"] = Stats.Render(
            [new() { Label = text(1), Value = text(2), Unit = text(3), Note = text(4), Trend = new(text(5), Up: true, Good: false),
                ExplainHref = text(6) }], t);
        all["Meter"] = Meter.Render(new(text(1), 3, 4, text(2), Tone.Positive));
        all["Timeline"] = Timeline.Render([new(text(1), text(2), EventState.Late) { Text = text(3), Href = text(4), By = text(5) }], t);
        all["TaskList"] = TaskList.Render([new(text(1), text(2), Tone.Info) { Href = text(3), Hint = text(4) }, new(text(5), text(6))]);
        all["Chart"] = Chart.Render(
            new() { Title = text(1), Note = text(2), Picture = BarChart.Render(values), Table = table, FoldTable = true }, t);
        all["BarChart"] = BarChart.Render(values);
        all["LineChart"] = LineChart.Render(values);
        all["RadarChart"] = RadarChart.Render(values, 4);
        all["DotMap"] = DotMap.Render([new(104, -4, text(1), 1, text(2))], [(105, -4)]);
        all["BubbleMap"] = BubbleMap.Render([new(104, -4, text(1), text(2), 1)]);
    }
}

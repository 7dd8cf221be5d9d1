using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KotaCerdas.Ui.Tests;

/// <summary>Markup of the components against <c>Vectors/components.json</c>, and what holds for all of them.</summary>
public sealed class ComponentTests
{
    private const string Hostile = "\"'><script>alert(1)</script>&<img src=x onerror=y>";

    private static readonly Texts Texts = UiTexts.Load();

    public static TheoryData<string> Names => [.. Samples.All(i => $"t{i}", Texts).Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_component_renders_the_markup_of_its_vector(string name)
    {
        var vectors = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "components.json")))!;
        Assert.Equal((string?)vectors[name], Normal(Samples.All(i => $"t{i}", Texts)[name]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_component_encodes_hostile_text(string name)
    {
        var document = Parse(Samples.All(_ => Hostile, Texts)[name]);
        var calm = Parse(Samples.All(i => $"t{i}", Texts)[name]);
        Assert.Empty(document.QuerySelectorAll("script, img"));
        Assert.Equal(calm.QuerySelectorAll("body *").Select(e => e.LocalName),
            document.QuerySelectorAll("body *").Select(e => e.LocalName).ToList());
        Assert.DoesNotContain(document.QuerySelectorAll("*"), element => element.HasAttribute("onerror"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_component_satisfies_a_policy_without_inline_style_and_script(string name)
    {
        var document = Parse(Samples.All(i => $"t{i}", Texts)[name]);
        Assert.DoesNotContain(document.QuerySelectorAll("*"), e => e.Attributes.Any(a => a.Name == "style"
            || a.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_summary_names_each_field_in_the_order_of_the_page()
    {
        var state = new ModelStateDictionary();
        state.AddModelError("B", "Fill this in.");
        state.AddModelError("A", "Fill this in.");
        state.AddModelError("C", "Year & track cannot be both.");
        state.AddModelError(string.Empty, "The call is closed.");
        var body = Markup.Join(
            Input.Render(new() { Name = "A", Label = "Year & track", Error = "x" }, Texts),
            Radios.Render(new() { Name = "B", Label = "Which kind?", Error = "x", Choices = [new("1", "One")] }, Texts),
            Input.Render(new() { Name = "C", Label = "Year & track", Error = "x" }, Texts));
        Assert.Equal(
            ["The call is closed.", "Year & track: Fill this in.", "Which kind? Fill this in.", "Year & track cannot be both."],
            ErrorSummary.From(state, body).Select(l => l.Text));
    }

    [Fact]
    public void Every_component_has_a_sample()
    {
        var components = typeof(UiSetup).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: true, IsSealed: true }
                && type.GetMethods().Any(method => method.Name == "Render" && method.ReturnType == typeof(IHtmlContent)))
            .Select(type => type.Name);
        Assert.Subset(Samples.All(i => $"t{i}", Texts).Keys.Select(key => key.Split('.')[0]).ToHashSet(), components.ToHashSet());
    }

    [Fact]
    public void Hostile_text_would_be_seen_where_a_component_did_not_encode_it()
    {
        var planted = Parse(new HtmlString("<p>" + Hostile + "</p>"));
        Assert.NotEmpty(planted.QuerySelectorAll("script, img"));
    }

    [Fact]
    public void Markup_that_is_not_closed_is_a_bug()
    {
        var open = new HtmlBuilder().Start("div").Text("a");
        Assert.Throws<BugException>(() => open.ToString());
    }

    [Fact]
    public void A_row_with_too_few_cells_is_a_bug()
    {
        var options = new TableOptions { Caption = "a", Columns = [new("a"), new("b")], Rows = [["1"]] };
        Assert.Throws<BugException>(() => Table.Render(options));
    }

    [Fact]
    public void An_error_link_focuses_the_first_input_of_a_date()
    {
        var field = Parse(DateInput.Render(new() { Name = "Input.Opens", Label = "a", Error = "b" }, Texts));
        var summary = Parse(ErrorSummary.Render([new("b", "Input.Opens")], Texts));
        var target = field.QuerySelector(summary.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal("Input.Opens.Day", target!.GetAttribute("name"));
    }

    [Fact]
    public void A_password_is_never_written_back()
    {
        var html = Normal(Input.Render(new() { Name = "a", Label = "b", Type = InputType.Password, Value = "rahasia" }, Texts));
        Assert.DoesNotContain("rahasia", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Components_speak_English_where_English_is_chosen()
    {
        // Loading the texts chooses Indonesian, so they come first.
        var texts = Texts;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("en");
        Assert.Contains("Back", Normal(BackLink.Render("/", texts)), StringComparison.Ordinal);
    }

    [Fact]
    public void Word_changes_name_what_was_removed_and_added()
    {
        var changes = WordChanges.Between("a b c", "a x c d").ToList();
        Assert.Equal(
            [(WordChange.Kept, "a"), (WordChange.Removed, "b"), (WordChange.Added, "x"), (WordChange.Kept, "c"), (WordChange.Added, "d")],
                changes);
    }

    [Theory]
    [InlineData("29", "2", "2028", true)]
    [InlineData("29", "2", "2026", false)]
    [InlineData("31", "4", "2026", false)]
    [InlineData("x", "4", "2026", false)]
    [InlineData("1", "13", "2026", false)]
    [InlineData("1", "1", "26", false)]
    public void A_date_is_read_only_where_the_calendar_has_it(string day, string month, string year, bool exists)
    {
        var read = new DateFields { Day = day, Month = month, Year = year }.Read("a");
        Assert.Equal(exists, !read.Failed);
    }

    /// <summary>Writes the vectors anew where KOTACERDAS_WRITE_VECTORS names a file; read the difference before committing it.</summary>
    [Fact]
    public void Vectors_cover_exactly_the_samples()
    {
        var samples = Samples.All(i => $"t{i}", Texts);
        if (Environment.GetEnvironmentVariable("KOTACERDAS_WRITE_VECTORS") is { Length: > 0 } file)
        {
            var fresh = new JsonObject(samples.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Normal(pair.Value))));
            var relaxed = new JsonSerializerOptions { WriteIndented = true,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            File.WriteAllText(file, fresh.ToJsonString(relaxed) + "\n");
        }

        var vectors = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "components.json")))!.AsObject();
        Assert.Equal(samples.Keys.Order(StringComparer.Ordinal), vectors.Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    private static IDocument Parse(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(writer.ToString());
    }

    private static string Normal(IHtmlContent content) => Parse(content).Body!.InnerHtml;
}

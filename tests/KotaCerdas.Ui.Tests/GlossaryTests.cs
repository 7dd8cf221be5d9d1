using System.Globalization;
using System.Text.Encodings.Web;
using KotaCerdas.Platform;

namespace KotaCerdas.Ui.Tests;

/// <summary>The terms that pages explain.</summary>
public sealed class GlossaryTests
{
    [Fact]
    public void Terms_are_sorted_whole_and_lead_to_one_place_each()
    {
        var terms = Glossary.All.Select(t => t.Term).ToList();
        Assert.Equal(terms.Order(StringComparer.OrdinalIgnoreCase), terms);
        Assert.Equal(terms.Count, Glossary.All.Select(t => t.Anchor).Distinct().Count());
        Assert.All(Glossary.All, t => Assert.True(t.Indonesian.EndsWith('.') && t.English.EndsWith('.') && t.Indonesian != t.English));
        Assert.Contains(Glossary.All, t => t is { Term: "LO, LRA, KAS", Anchor: "lo-lra-kas" });
    }

    [Theory]
    [InlineData("NJOPTKP dikurangkan dari NJOP; NJOP tetap.",
        "<a href=#njoptkp>NJOPTKP</a> dikurangkan dari <a href=#njop>NJOP</a>; NJOP tetap.")]
    [InlineData("Pajak PBB-P2 <2026>", "Pajak <a href=#pbb-p2>PBB-P2</a> &lt;2026&gt;")]
    [InlineData("Kepala Plt. Bapenda", "Kepala <a href=#plt>Plt</a>. Bapenda")]
    [InlineData("NJOPX dan njop", "NJOPX dan njop")]
    public void An_abbreviation_leads_to_its_meaning_where_it_first_stands(string text, string marked)
    {
        var html = Write(Glossary.Mark(text));
        foreach (var term in Glossary.All)
        {
            html = html.Replace(
                $"<a class=\"k-term\" href=\"/glosarium#{term.Anchor}\" title=\"{HtmlEncoder.Default.Encode(term.Meaning)}\">",
                $"<a href=#{term.Anchor}>", StringComparison.Ordinal);
        }

        Assert.Equal(marked, html);
    }

    [Fact]
    public void The_meaning_is_told_in_the_language_of_the_page()
    {
        var before = CultureInfo.CurrentUICulture;
        var term = Glossary.All.Single(t => t.Term == "NOP");
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
            Assert.Equal(term.English, term.Meaning);
            CultureInfo.CurrentUICulture = Languages.Indonesian;
            Assert.Equal(term.Indonesian, term.Meaning);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Write(Microsoft.AspNetCore.Html.IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}

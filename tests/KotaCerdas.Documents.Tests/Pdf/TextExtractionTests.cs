using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Documents.Tests.Pdf;

/// <summary>What is written is what others read out again, whatever the words, the weight, the width and the page.</summary>
public sealed class TextExtractionTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string Signs = ".,;:()/-–—“”‘’%&@+=!?#*[]{}<>\\_|~^`'\"§©°";
    private const string Accented = "áàâäãåçéèêëíìîïñóòôöõúùûüýÿÁÉÍÓÚÑÇğşıłńćžšđőű";

    private static readonly Gen<string> Word =
        from length in Gen.Frequency((8, Gen.Choose(1, 12)), (1, Gen.Choose(60, 200)))
        from letters in Gen.ArrayOf(
            Gen.Frequency((20, Gen.Elements(Letters.ToArray())), (2, Gen.Elements(Signs.ToArray())), (3, Gen.Elements(Accented.ToArray()))),
            length)
        select new string(letters);

    private static readonly Gen<string> Paragraph = from words in Gen.NonEmptyListOf(Word) select string.Join(' ', words);

    [Fact]
    public void Paragraphs_of_any_words_come_back_letter_by_letter() => Prop.ForAll(
        Gen.NonEmptyListOf(Paragraph).ToArbitrary(), Gen.Elements(Enum.GetValues<TextAlign>()).ToArbitrary(), (paragraphs, align) =>
        {
            var pdf = Sample.Pdf(p =>
            {
                foreach (var (text, i) in paragraphs.Select((t, i) => (t, i)))
                {
                    p.Paragraph([new TextRun(text, Bold: i % 2 == 1)], new TextStyle(Size: 9 + (i % 4), Align: align));
                }
            });
            return Bare(string.Concat(paragraphs)) == Bare(Poppler.Text(pdf, "-raw"));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Words_stay_apart_and_in_one_piece()
    {
        const string Text = "Pemerintah Kota Pagar Alam menyelenggarakan pertanggungjawaban keuangan daerah secara terbuka";
        foreach (var align in Enum.GetValues<TextAlign>())
        {
            var read = Poppler.Text(Sample.Pdf(p => p.Paragraph(Text, new TextStyle(Size: 30, Align: align))));
            Assert.Equal(Text.Split(' '), read.Split([' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public void Cells_come_back_in_their_columns() => Prop.ForAll(
        Gen.ListOf(Word.Zip(Word)).ToArbitrary(), rows =>
        {
            var pdf = Sample.Pdf(p =>
            {
                var table = p.Table([new PdfColumn("A"), new PdfColumn("B")]);
                foreach (var (left, right) in rows)
                {
                    table.Row(left, right);
                }

                table.End();
            });

            // The margins are not alike: a letter of the left column may end behind the middle of the page.
            var left = Poppler.Text(pdf, "-raw", "-x", "0", "-y", "0", "-W", "306", "-H", "900");
            return Bare(left).Replace("A", string.Empty, StringComparison.Ordinal)
                == Bare(string.Concat(rows.Select(r => r.Item1))).Replace("A", string.Empty, StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}

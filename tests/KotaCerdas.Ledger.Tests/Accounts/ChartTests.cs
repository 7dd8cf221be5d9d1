using KotaCerdas.Platform;

namespace KotaCerdas.Ledger.Tests;

public sealed class ChartTests
{
    private static readonly ChartOfAccounts Chart = ChartOfAccounts.Load(ShippedData.PathOf("accounts")).Value;

    [Fact]
    public void Every_account_shipped_has_its_parents_and_a_source()
    {
        Assert.True(Chart.All.Count > 100);
        Assert.Equal("Pajak Bumi dan Bangunan Perdesaan dan Perkotaan", Chart.Find(AccountCode.Parse("4.1.01.15"))!.NameId);
        Assert.Equal("4.1.01.19.03", Chart.Find(AccountCode.Parse("4.1.01.06"))!.ContinuesIn!.Value.Value);
    }

    [Theory]
    [InlineData("4.1.01.15", Book.LRA, null)]
    [InlineData("4.1.01.15", Book.LO, "Ledger.Posting.WrongBook")]
    [InlineData("7.1.01.15", Book.LRA, "Ledger.Posting.WrongBook")]
    [InlineData("4.1.01", Book.LRA, "Ledger.Posting.NotALeaf")]
    [InlineData("4.1.01.99", Book.LRA, "Ledger.Posting.UnknownAccount")]
    public void An_account_takes_postings_in_its_books_only(string code, Book book, string? refusal) =>
        Assert.Equal(refusal, Chart.Refuse(AccountCode.Parse(code), book)?.Code);

    [Fact]
    public void The_numbers_of_all_accounts_lead_back_and_keep_their_order()
    {
        Assert.All(Chart.All, a => Assert.Equal(a.Code, AccountCode.FromNumber(a.Code.Number)));
        Assert.Equal(Chart.All.Select(a => a.Code.Value).Order(StringComparer.Ordinal), Chart.All.Select(a => a.Code.Value));
        Assert.All(Chart.All, a => Assert.All(Chart.All, b =>
            Assert.Equal(a.Code.Includes(b.Code), b.Code.Number >= a.Code.Number && b.Code.Number < a.Code.NumberAfter)));
    }

    [Fact]
    public void A_file_of_the_operator_adds_accounts_and_its_flaws_are_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "code,name_id,name_en,source,continues_in\n4.1.01.15.01,PBB-P2 A,PBB-P2 A,G,\n");
            var more = ChartOfAccounts.Load(ShippedData.PathOf("accounts"), file).Value;
            Assert.Equal("Ledger.Posting.NotALeaf", more.Refuse(AccountCode.Parse("4.1.01.15"), Book.LRA)?.Code);
            Assert.Null(more.Refuse(AccountCode.Parse("4.1.01.15.01"), Book.LRA));

            File.WriteAllText(file, """
                code,name_id,name_en,source,continues_in
                4.1.01.00,Nol,Zero,G,
                9.9.01,Tanpa induk,No parent,G,
                4.1.01.15,Dua kali,Twice,G,
                4.1.01.22,,No name,G,
                4.1.01.23,Tanpa sumber,No source,X,
                4.1.01.24,Ke mana,Where to,G,4.1.01.98
                """);
            var flaws = ChartOfAccounts.Load(ShippedData.PathOf("accounts"), file).Problems;
            Assert.Equal(
                [
                    "Ledger.Chart.BadCode", "Ledger.Chart.Twice", "Ledger.Chart.NoName", "Ledger.Chart.NoSource", "Ledger.Chart.NoParent",
                    "Ledger.Chart.NoSuccessor",
                ],
                flaws.Select(f => f.Code));
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal("Ledger.Chart.NoFile", ChartOfAccounts.Load(ShippedData.PathOf("accounts"), "/none.csv").Problem.Code);
    }
}

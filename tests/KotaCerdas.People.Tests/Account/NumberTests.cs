using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.People.Tests.Account;

public sealed class NumberTests
{
    private const string Phone = "081299887766";
    private const string Nip = "199001012020121009";

    [Theory, OnEachDatabase]
    public async Task Personal_numbers_are_masked_on_the_page_and_sealed_in_the_database(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("diskominfo", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, account);
        using var wrong = await client.SubmitAsync("/akun/nomor", Typed("12", "34"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var stored = await client.SubmitAsync("/akun/nomor", Typed("0812-9988-7766", Nip));
        Assert.Equal(HttpStatusCode.SeeOther, stored.StatusCode);

        var page = (await client.PageAsync("/akun")).Source.Text;

        Assert.Contains("•••• 7766", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Nip, page, StringComparison.Ordinal);
        if (engine == DatabaseEngine.Sqlite)
        {
            var bytes = string.Concat(System.IO.Directory.GetFiles(app.Database.Folder, "kotacerdas.db*")
                .Select(f => System.Text.Encoding.Latin1.GetString(ReadShared(f))));
            Assert.Contains(account.Email, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(Phone, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(Nip, bytes, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Typed(string phone, string nip) =>
        new(StringComparer.Ordinal) { ["Phone"] = phone, ["Nip"] = nip };

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        return memory.ToArray();
    }
}

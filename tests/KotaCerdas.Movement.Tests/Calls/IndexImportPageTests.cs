using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using KotaCerdas.Movement.Features.Indices;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class IndexImportPageTests
{
    private const string Header = "region_code,index,year,value,source\n";

    private static readonly RegionScope Everywhere = RegionScope.National("test of the import");

    [Theory, OnEachDatabase]
    public async Task What_was_checked_is_imported_in_the_background_and_again_changes_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var person = TestPeople.Office("ministry-officer") with { User = (await app.AccountAsync("ministry-officer")).User };
        var officer = app.Client(person);
        var checkedPage = await (await UploadAsync(officer, "16.72,spbe,2025,3.6,SK\n", ("coba", "true"))).DocumentAsync();
        var form = (IHtmlFormElement)checkedPage.QuerySelector("form[action*=handler]")!;
        Assert.Equal(0, await CountAsync(app));

        using var fields = new FormUrlEncodedContent(form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>()
            .Select(i => KeyValuePair.Create(i.Name!, i.Value)));
        var started = await officer.PostAsync(form.GetAttribute("action"), fields);
        Assert.StartsWith("/operasi/", started.Headers.Location!.ToString(), StringComparison.Ordinal);

        var file = Guid.Parse(((IHtmlInputElement)form.QuerySelector("input[name=Checked]")!).Value);
        // The product's own worker runs what the page started; both at once would meet at the same row.
        for (var i = 0; i < 300 && await CountAsync(app) == 0; i++)
        {
            await Task.Delay(100);
        }

        var first = await RunAsync(app, person, file);
        Assert.True(first.State == OperationState.Done, first.Error);
        var before = await ValueAsync(app);
        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(OperationState.Done, (await RunAsync(app, person, file)).State);
        var after = await ValueAsync(app);
        Assert.Equal((3_600_000, before.ImportedAt), (after.ValueMicro, after.ImportedAt));
    }

    [Fact]
    public async Task A_wrong_row_is_named_at_the_upload_and_nothing_is_started()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var officer = app.Client(TestPeople.Office("ministry-officer"));

        var wrong = await UploadAsync(officer, "16.72,spbe,2025,9,SK\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Null((await wrong.DocumentAsync()).QuerySelector("form[action*=handler]"));
        Assert.False(await app.Database.WithAsync<KotaDb, bool>(db => db.In<StoredFile>(Everywhere).AnyAsync()));
    }

    private static Task<HttpResponseMessage> UploadAsync(HttpClient client, string rows, params (string Name, string Value)[] fields) =>
        client.UploadAsync(ImportIndexValues.PagePath, "Upload", ("spbe.csv", Encoding.UTF8.GetBytes(Header + rows)), fields);

    private static async Task<OperationRow> RunAsync(TestApp app, Actor person, Guid file) =>
        await app.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            person, ImportIndexValues.Kind, RegionCode.National, new ImportIndexValuesInput(file), null, default);

    private static Task<int> CountAsync(TestApp app) =>
        app.Database.WithAsync<KotaDb, int>(db => db.In<IndexValue>(Everywhere).CountAsync());

    private static Task<IndexValue> ValueAsync(TestApp app) =>
        app.Database.WithAsync<KotaDb, IndexValue>(db => db.In<IndexValue>(Everywhere).AsNoTracking().SingleAsync());
}

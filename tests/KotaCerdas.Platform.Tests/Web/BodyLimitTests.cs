using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Web;

/// <summary>What becomes of requests that carry too much: an answer that says so, never a page that does not exist or a failure.</summary>
public sealed class BodyLimitTests
{
    [Fact]
    public async Task A_file_above_the_limit_of_its_form_is_answered_beside_its_field()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var client = app.Client();
        using var answer = await client.UploadAsync("/periksa", "Upload", ("besar.pdf", new byte[40_000_000]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("MB", (await answer.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_could_read_is_refused_as_a_page_in_words()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var (status, body) = await SendAsync(app, "/periksa");
        Assert.Equal(413, status);
        Assert.Contains(">Kiriman terlalu besar</h1>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_the_api_it_is_a_problem_that_names_the_limit()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var (status, body) = await SendAsync(app, "/api/v1/documents/check");
        Assert.Equal(413, status);
        Assert.Contains("\"type\":\"Host.Body.TooLarge\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/masuk")]
    [InlineData("/kesepakatan/baru")]
    [InlineData("/tidak-ada")]
    public async Task What_takes_no_files_carries_little(string path)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var (status, body) = await SendAsync(app, path, 1_000_001);
        Assert.Equal(413, status);
        Assert.Contains(">Kiriman terlalu besar</h1>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_say_how_much_it_carries_is_cut_off()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var content = new StreamContent(new MemoryStream(new byte[3_000_000]));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/masuk") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await app.Client().SendAsync(request);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task Exactly_the_pages_with_a_field_for_files_carry_them()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var loader = app.Services.GetRequiredService<PageLoader>();
        var (large, small) = (new List<string>(), new List<string>());
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                continue;
            }

            var compiled = await loader.LoadAsync(page, endpoint.Metadata);
            var loaded = new Endpoint(null, new EndpointMetadataCollection([.. compiled.EndpointMetadata!, compiled]), null);
            (BodyLimit.LimitOf(loaded) > BodyLimit.WithoutFiles ? large : small).Add(page.RelativePath);
        }

        var fields = PagesWithFileFields();
        Assert.NotEmpty(fields);
        Assert.DoesNotContain(small, page => fields.Any(f => f.EndsWith(page, StringComparison.Ordinal)));
        Assert.All(large, page => Assert.Contains(fields, f => f.EndsWith(page, StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> PagesWithFileFields()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "KotaCerdas.slnx")))
        {
            root = root.Parent!;
        }

        return [.. Directory.EnumerateFiles(Path.Combine(root.FullName, "src"), "*.cshtml", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("multipart/form-data", StringComparison.Ordinal))];
    }

    /// <summary>Says how much would come and sends nothing of it: the answer must not wait for it.</summary>
    private static async Task<(int Status, string Body)> SendAsync(TestApp app, string path, long bytes = 101_000_000)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Address.Host, app.Address.Port);
        await using var stream = socket.GetStream();
        var head = $"POST {path} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture), answer);
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KotaCerdas.TestKit;

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

    /// <summary>Says how much would come and sends nothing of it: the answer must not wait for it.</summary>
    private static async Task<(int Status, string Body)> SendAsync(TestApp app, string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Address.Host, app.Address.Port);
        await using var stream = socket.GetStream();
        var head = $"POST {path} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nContent-Length: 101000000\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture), answer);
    }
}

using AngleSharp.Html.Dom;

namespace KotaCerdas.TestKit;

/// <summary>Forms with files.</summary>
public static class Uploads
{
    /// <summary>Posts the form of a page with one file, its antiforgery token and the given fields.</summary>
    /// <param name="client">The browser.</param>
    /// <param name="path">Page that holds the form.</param>
    /// <param name="field">Name of the file field.</param>
    /// <param name="file">Name and content of the file.</param>
    /// <param name="fields">Other fields.</param>
    public static async Task<HttpResponseMessage> UploadAsync(
        this HttpClient client, string path, string field, (string Name, byte[] Content) file, params (string Name, string Value)[] fields)
    {
        var page = await client.PageAsync(path);
        var token = (IHtmlInputElement)page.QuerySelector("main form input[name=__RequestVerificationToken]")!;
        using var content = new MultipartFormDataContent { { new StringContent(token.Value), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(file.Content), field, file.Name);
        return await client.PostAsync(path, content);
    }
}

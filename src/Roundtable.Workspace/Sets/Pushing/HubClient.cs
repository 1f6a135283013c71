using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Sets.Pushing;

/// <summary>A file to be pushed.</summary>
/// <param name="Name">Its name in the repository.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of it, in hexadecimal.</param>
public sealed record PushedFile(string Name, string Path, long Bytes, string Sha256);

/// <summary>
/// Hugging Face's hub as its own client library speaks with it: a repository is made, it says which files go to Git LFS (batch API, basic transfer), and one
/// commit names all of them. The token goes to the hub alone, and never to where a large file is stored.
/// </summary>
/// <param name="http">A client that follows no redirect.</param>
/// <param name="hub">The hub's address.</param>
/// <param name="token">The token.</param>
/// <param name="repository">The repository, <c>OWNER/NAME</c>.</param>
internal sealed class HubClient(HttpClient http, Uri hub, string token, string repository)
{
    private const string Lfs = "application/vnd.git-lfs+json";
    private const int SampleBytes = 512;
    private const int MaxShown = 200;
    private const int MaxAnswerBytes = 1 << 20;

    /// <summary>Makes the repository; one that is there stays as it is.</summary>
    public async Task CreateAsync(bool isPublic, CancellationToken cancellation)
    {
        var parts = repository.Split('/');
        var body = new JsonObject { ["type"] = "dataset", ["organization"] = parts[0], ["name"] = parts[1], ["private"] = !isPublic };
        await AskAsync("api/repos/create", body, "make the repository", cancellation, HttpStatusCode.Conflict);
    }

    /// <summary>Uploads the files that go to Git LFS, and commits all of them.</summary>
    /// <returns>The id and the address of the commit.</returns>
    public async Task<(string? Id, string? Address)> CommitAsync(
        IReadOnlyList<PushedFile> files, string revision, string summary, CancellationToken cancellation)
    {
        var asked = new JsonObject
        {
            ["files"] = new JsonArray([.. files.Select(f => (JsonNode)new JsonObject
            {
                ["path"] = f.Name,
                ["size"] = f.Bytes,
                ["sample"] = Sample(f.Path),
            })]),
        };
        var told = await AskAsync($"api/datasets/{repository}/preupload/{Uri.EscapeDataString(revision)}", asked, "ask how files are uploaded", cancellation);
        var large = (told["files"] as JsonArray ?? []).Where(f => (string?)f?["uploadMode"] == "lfs").Select(f => (string?)f!["path"])
            .ToHashSet(StringComparer.Ordinal);
        await UploadAsync([.. files.Where(f => large.Contains(f.Name))], revision, cancellation);

        var lines = new StringBuilder().Append(Line("header", new JsonObject { ["summary"] = summary, ["description"] = "" }));
        foreach (var file in files)
        {
            lines.Append(large.Contains(file.Name)
                ? Line("lfsFile", new JsonObject { ["path"] = file.Name, ["algo"] = "sha256", ["oid"] = file.Sha256, ["size"] = file.Bytes })
                : Line("file", new JsonObject
                {
                    ["path"] = file.Name,
                    ["encoding"] = "base64",
                    ["content"] = Convert.ToBase64String(await File.ReadAllBytesAsync(file.Path, cancellation)),
                }));
        }

        var content = new StringContent(lines.ToString(), Encoding.UTF8, "application/x-ndjson");
        var done = await SendAsync(Request($"api/datasets/{repository}/commit/{Uri.EscapeDataString(revision)}", content), "commit", cancellation);
        return ((string?)done["commitOid"], (string?)done["commitUrl"]);
    }

    private async Task UploadAsync(IReadOnlyList<PushedFile> files, string revision, CancellationToken cancellation)
    {
        if (files.Count == 0)
        {
            return;
        }

        var body = new JsonObject
        {
            ["operation"] = "upload",
            ["transfers"] = new JsonArray("basic"),
            ["hash_algo"] = "sha256",
            ["ref"] = new JsonObject { ["name"] = revision },
            ["objects"] = new JsonArray([.. files.Select(f => (JsonNode)new JsonObject { ["oid"] = f.Sha256, ["size"] = f.Bytes })]),
        };
        var request = Request($"datasets/{repository}.git/info/lfs/objects/batch", new StringContent(body.ToJsonString(), Encoding.UTF8, Lfs));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Lfs));
        var told = await SendAsync(request, "upload large files", cancellation);
        foreach (var file in files)
        {
            var of = (told["objects"] as JsonArray ?? []).FirstOrDefault(o => (string?)o?["oid"] == file.Sha256)
                ?? throw Odd("it does not say where a large file goes");
            if (of["error"] is { } error)
            {
                throw Odd($"it refuses {file.Name}: {error["message"]}");
            }

            // Without actions the hub has the file already.
            if (of["actions"]?["upload"] is JsonObject upload)
            {
                await PutAsync(file, upload, cancellation);
            }

            if (of["actions"]?["verify"]?["href"] is { } verify)
            {
                var check = new StringContent(new JsonObject { ["oid"] = file.Sha256, ["size"] = file.Bytes }.ToJsonString(), Encoding.UTF8, Lfs);
                var address = AddressOf(verify);
                await SendAsync(Request(address, check, isOfHub: address.Authority == hub.Authority), $"verify {file.Name}", cancellation);
            }
        }
    }

    private async Task PutAsync(PushedFile file, JsonObject upload, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file.Path);
        using var request = new HttpRequestMessage(HttpMethod.Put, AddressOf(upload["href"])) { Content = new StreamContent(stream) };
        foreach (var (name, value) in upload["header"] as JsonObject ?? [])
        {
            if (!request.Headers.TryAddWithoutValidation(name, value?.ToString()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value?.ToString());
            }
        }

        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw Odd(string.Create(CultureInfo.InvariantCulture, $"the upload of {file.Name} ended with status {(int)response.StatusCode}"));
        }
    }

    private Task<JsonNode> AskAsync(string path, JsonObject body, string what, CancellationToken cancellation, HttpStatusCode? fine = null) =>
        SendAsync(Request(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json")), what, cancellation, fine);

    private HttpRequestMessage Request(string path, HttpContent content) => Request(new Uri(hub, path), content, isOfHub: true);

    private HttpRequestMessage Request(Uri address, HttpContent content, bool isOfHub)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (isOfHub)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    private async Task<JsonNode> SendAsync(HttpRequestMessage request, string what, CancellationToken cancellation, HttpStatusCode? fine = null)
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellation);
                var text = await response.Content.ReadAsStringAsync(cancellation);
                return response.IsSuccessStatusCode || response.StatusCode == fine ? Parse(text)
                    : throw new WorkspaceException(
                        response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? ErrorKind.KeyRefused : ErrorKind.Unavailable,
                        string.Create(CultureInfo.InvariantCulture, $"{hub.Host} did not {what}: status {(int)response.StatusCode}, {Shown(text)}."));
            }
            catch (HttpRequestException e)
            {
                throw new WorkspaceException(ErrorKind.Unavailable, $"{hub.Host} cannot be reached: {Neutralise.Line(e.Message.TrimEnd('.'))}.", e);
            }
        }
    }

    private static JsonNode Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? new JsonObject();
        }
        catch (JsonException)
        {
            return new JsonObject();
        }
    }

    private string Shown(string text) =>
        Neutralise.Line(text.Replace(token, "…", StringComparison.Ordinal) is var shown && shown.Length > MaxShown ? shown[..MaxShown] + "…" : shown);

    private Uri AddressOf(JsonNode? node) => Uri.TryCreate((string?)node, UriKind.Absolute, out var address) && SetPush.IsSafe(address)
        ? address : throw Odd("it names an address for an upload that is not https");

    private WorkspaceException Odd(string why) => new(ErrorKind.Unavailable, $"{hub.Host} cannot be pushed to: {Neutralise.Line(why)}.");

    private static string Sample(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[SampleBytes];
        return Convert.ToBase64String(bytes, 0, file.ReadAtLeast(bytes, SampleBytes, throwOnEndOfStream: false));
    }

    private static string Line(string key, JsonObject value) => new JsonObject { ["key"] = key, ["value"] = value }.ToJsonString() + "\n";
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
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

    // What is larger goes to Git LFS whatever the hub says: a commit is made in memory.
    private const int MaxRegularBytes = 10 << 20;

    /// <summary>Makes the repository; one that is there stays as it is.</summary>
    /// <exception cref="WorkspaceException">When the hub refuses or cannot be reached.</exception>
    public async Task CreateAsync(bool isPublic, CancellationToken cancellation)
    {
        var parts = repository.Split('/');
        var body = new JsonObject { ["type"] = "dataset", ["organization"] = parts[0], ["name"] = parts[1], ["private"] = !isPublic };
        await AskAsync("api/repos/create", body, "make the repository", cancellation, HttpStatusCode.Conflict);
    }

    /// <summary>Uploads the files that go to Git LFS, and commits all of them.</summary>
    /// <returns>The id and the address of the commit.</returns>
    /// <exception cref="WorkspaceException">When the hub refuses, cannot be reached or answers otherwise than its protocol says.</exception>
    public async Task<(string Id, string? Address)> CommitAsync(
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
        var told = Parse(await AskAsync(
            $"api/datasets/{repository}/preupload/{Uri.EscapeDataString(revision)}", asked, "say how files are uploaded", cancellation));
        var modes = List(told, "files").ToLookup(f => Text(f, "path"), f => Text(f, "uploadMode"), StringComparer.Ordinal);
        var large = files.Where(f => IsLarge(f, modes[f.Name])).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
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
                    ["content"] = Convert.ToBase64String(await VerifiedAsync(file, cancellation)),
                }));
        }

        var content = new StringContent(lines.ToString(), Encoding.UTF8, "application/x-ndjson");
        var done = Parse(await SendAsync(Request($"api/datasets/{repository}/commit/{Uri.EscapeDataString(revision)}", content), "commit", cancellation));
        return (Text(done, "commitOid") ?? throw Odd("its answer names no commit, so that nothing may have been pushed"), Text(done, "commitUrl"));
    }

    private bool IsLarge(PushedFile file, IEnumerable<string?> modes) => modes.ToList() switch
    {
        ["lfs"] => true,
        ["regular"] => file.Bytes > MaxRegularBytes,
        _ => throw Odd($"it does not say how {file.Name} is uploaded"),
    };

    private static async Task<byte[]> VerifiedAsync(PushedFile file, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(file.Path, cancellation);
        return Digest.Of(bytes).ToString() == file.Sha256
            ? bytes
            : throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(file.Name)} was changed while it was pushed: nothing was committed.");
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
        var told = Parse(await SendAsync(request, "say where large files go", cancellation));
        foreach (var file in files)
        {
            var of = List(told, "objects").FirstOrDefault(o => Text(o, "oid") == file.Sha256)
                ?? throw Odd($"it does not say where {file.Name} goes");
            if (Member(of, "error") is { } error)
            {
                throw Odd($"it refuses {file.Name}: {Text(error, "message")}");
            }

            // Without actions the hub has the file already.
            var actions = Member(of, "actions");
            if (Member(actions, "upload") is { } upload)
            {
                await PutAsync(file, upload, cancellation);
            }

            if (Member(actions, "verify") is { } verify)
            {
                var check = new StringContent(new JsonObject { ["oid"] = file.Sha256, ["size"] = file.Bytes }.ToJsonString(), Encoding.UTF8, Lfs);
                await SendAsync(Request(AddressOf(verify), check), $"verify {file.Name}", cancellation);
            }
        }
    }

    private async Task PutAsync(PushedFile file, JsonNode upload, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, AddressOf(upload)) { Content = new StreamContent(File.OpenRead(file.Path)) };
        foreach (var (name, value) in Member(upload, "header") as JsonObject ?? [])
        {
            if (!request.Headers.TryAddWithoutValidation(name, value?.ToString()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value?.ToString());
            }
        }

        await SendAsync(request, $"take {file.Name}", cancellation);
    }

    private Task<string> AskAsync(string path, JsonObject body, string what, CancellationToken cancellation, HttpStatusCode? fine = null) =>
        SendAsync(Request(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json")), what, cancellation, fine);

    private HttpRequestMessage Request(string path, HttpContent content) => Request(new Uri(hub, path), content);

    private HttpRequestMessage Request(Uri address, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (address.Scheme == hub.Scheme && address.Authority == hub.Authority)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    /// <summary>Sends a request, and disposes of it. A redirect is a refusal: it would carry what is sent to another host.</summary>
    private async Task<string> SendAsync(HttpRequestMessage request, string what, CancellationToken cancellation, HttpStatusCode? fine = null)
    {
        var host = request.RequestUri!.Host;
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellation);
                var text = await response.Content.ReadAsStringAsync(cancellation);
                return response.IsSuccessStatusCode || response.StatusCode == fine ? text
                    : throw new WorkspaceException(
                        response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? ErrorKind.KeyRefused : ErrorKind.Unavailable,
                        string.Create(CultureInfo.InvariantCulture, $"{host} did not {Shown(what)}: status {(int)response.StatusCode}, {Shown(text)}."));
            }
            catch (HttpRequestException e)
            {
                throw new WorkspaceException(ErrorKind.Unavailable, $"{host} cannot be reached: {Shown(e.Message.TrimEnd('.'))}.", e);
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                throw new WorkspaceException(ErrorKind.Unavailable, $"{host} did not {Shown(what)}: it took too long.", e);
            }
        }
    }

    private JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw Odd("its answer is not JSON");
        }
    }

    private static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    private static JsonArray List(JsonNode? node, string name) => Member(node, name) as JsonArray ?? [];

    private static string? Text(JsonNode? node, string name) => Member(node, name) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private string Shown(string text) =>
        Neutralise.Line(text.Replace(token, "…", StringComparison.Ordinal) is var shown && shown.Length > MaxShown ? shown[..MaxShown] + "…" : shown);

    /// <summary>Where the hub sends a file. Only a hub on this computer may name an address on it.</summary>
    private Uri AddressOf(JsonNode action) =>
        Uri.TryCreate(Text(action, "href"), UriKind.Absolute, out var address) && (address.Scheme == "https" || (SetPush.IsSafe(address) && hub.IsLoopback))
            ? address
            : throw Odd("it names an address for an upload that is not https");

    private WorkspaceException Odd(string why) => new(ErrorKind.Unavailable, $"{hub.Host} cannot be pushed to: {Shown(why)}.");

    private static string Sample(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[SampleBytes];
        return Convert.ToBase64String(bytes, 0, file.ReadAtLeast(bytes, SampleBytes, throwOnEndOfStream: false));
    }

    private static string Line(string key, JsonObject value) => new JsonObject { ["key"] = key, ["value"] = value }.ToJsonString() + "\n";
}

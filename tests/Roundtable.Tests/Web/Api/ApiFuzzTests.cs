using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Api;

/// <summary>A fuzzer: it reads the OpenAPI document of a running server and holds the server to it.</summary>
public sealed class ApiFuzzTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Called like all others; there is no gold, no run of labels and no bench here that they could find, and no text at random is a codebook.</summary>
    private static readonly HashSet<string> _nothingHere = new(StringComparer.Ordinal)
    {
        "adjudicateGoldItem", "compareDisclosures", "getAudit", "getBench", "getDisclosure", "getFinding", "getGold", "getLabels", "getSet", "getSetRow", "getStudent", "labelGoldItem", "listSetRows", "nextGoldItem", "showGoldDisagreements",
        "showGoldPanel", "startLabels", "undoGoldLabel",
    };

    [Fact]
    public async Task Every_answer_is_one_that_the_document_promises()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-fuzz-");
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "roundtable.yaml"), "gateway: { upstreams: { gone: { address: 'http://127.0.0.1:1' } } }\n", Cancellation);
        var run = await RunsApiTests.PollAsync(data.FullName);
        var ofRun = int.Parse((await File.ReadAllLinesAsync(Path.Combine(data.FullName, "log", "checkpoint"), Cancellation))[1], System.Globalization.CultureInfo.InvariantCulture);
        await using var site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);
        List<string> sessions = [];
        for (var i = 0; i < 12; i++) // some are deleted on the way
        {
            sessions.Add(await site.AskAsync(i % 2 == 0 ? "Should we?" : "Should we not?", Cancellation));
        }

        site.Http.DefaultRequestHeaders.Authorization = site.Token(Role.Admin);
        using var attempt = await site.Http.PostAsJsonAsync("/gone/v1/chat/completions", new { model = "m", messages = Array.Empty<object>() }, Cancellation);
        var recorded = attempt.Headers.GetValues("x-roundtable-call").Single(); // that it reached nobody is on the record too
        var document = JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/openapi.json", Cancellation));
        var names = JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/registry?limit=200", Cancellation)).EnumerateArray()
            .Select(e => e.GetProperty("id").GetString()!).ToList();
        (string Name, string Value)[] known =
        [
            .. sessions.SelectMany(s => (IEnumerable<(string, string)>)[("id", s), ("content", s), ("followUp", s), ("with", s)]), ("model", "ada"), ("with", "rehearsal"),
            .. Enumerable.Repeat(("name", "rehearsal"), 20), ("id", "nonesuch"), ("model", "Aldebaran 3"), ("id", recorded), ("id", run), ("id", run), ("id", run), ("id", run),
            .. names.SelectMany(n => (IEnumerable<(string, string)>)[("name", n), ("content", n)]),
            .. names.Where(n => n.StartsWith("organisation:", StringComparison.Ordinal)).Select(n => ("organisation", n.Split(':', '@')[1])),
            .. Enumerable.Range(ofRun, 90).Select(i => ("leaf", i.ToString(System.Globalization.CultureInfo.InvariantCulture))), ("q", "should"), ("q", "we"), ("content", "leaf:1"), ("after", "over.1"), ("Last-Event-ID", "over.1"), ("panel", "rehearsal"),
            ("options", "Yes"), ("options", "No"), ("options", "Perhaps"), ("for", "evaluate"), ("question", "Should we?"), ("transcript", File.ReadAllText(Path.Combine(Repository.Root, "samples", "transcripts", "unanimous-poll.txt"))),
        ];
        var schemas = new JsonSchema(document);
        var calls = new ApiCalls(document, known.ToLookup(k => k.Name, k => k.Value, StringComparer.Ordinal), new Random(17));
        List<string> faults = [];
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => o.Value.GetProperty("operationId").GetString()!))
            .Where(o => o is not ("resumeSession" or "cancelSession" or "askSeatAgain") && !_nothingHere.Contains(o)).ToHashSet(StringComparer.Ordinal);
        var (most, deleted) = (TestDepth.Of(1000, 4000), 0);

        // A fuzzer that no operation lets in finds nothing: it goes on until each succeeded at least once.
        for (var i = 0; i < most || (operations.Count > 0 && i < 40 * most); i++)
        {
            var call = calls.Next(i < most ? null : operations);
            var operation = call.Operation.GetProperty("operationId").GetString()!;
            if (operation == "deleteSession" && deleted == sessions.Count / 2)
            {
                continue; // the others need sessions too
            }

            using var answer = await site.Http.SendAsync(call.Request, Cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(Cancellation);
            if (answer.IsSuccessStatusCode)
            {
                operations.Remove(operation);
                deleted += operation == "deleteSession" ? 1 : 0;
            }

            if (Fault(schemas, call, answer, body) is { } fault)
            {
                faults.Add($"{call.Request.Method} {call.Request.RequestUri} ({call.Broken ?? "valid"}): {fault}\n"
                    + (call.Request.Content is { } sent ? Encoding.UTF8.GetString(await sent.ReadAsByteArrayAsync(Cancellation)) + "\n" : ""));
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults\n{string.Join('\n', faults.Take(40))}");
        Assert.False(Directory.Exists(Path.Combine(site.Data, "crashes")));
        Assert.Equal("", string.Join(", ", operations));
    }

    private static string? Fault(JsonSchema schemas, ApiCall call, HttpResponseMessage answer, byte[] body)
    {
        var status = (int)answer.StatusCode;
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (status >= 500 || (call.Broken is not null && status < 400))
        {
            return $"{status} {Encoding.UTF8.GetString(body)}";
        }

        if (call.Broken is "a path that leads nowhere" && answer.StatusCode is HttpStatusCode.BadRequest && body.Length == 0)
        {
            return null; // NUL in a path: the server refuses it before there is a request
        }

        var promised = call.Operation.GetProperty("responses").TryGetProperty(answer.StatusCode.ToString("D"), out var response);
        if (!promised)
        {
            // Where no operation is reached, none can promise the answer.
            return call.Broken is "a path that leads nowhere" && answer.StatusCode is HttpStatusCode.NotFound ? IsProblem()
                : call.Broken is "a method that nothing answers" && answer.StatusCode is HttpStatusCode.MethodNotAllowed ? IsProblem()
                : $"{status} is not in the document: {Encoding.UTF8.GetString(body)}";
        }

        if (!response.TryGetProperty("content", out var content))
        {
            return body.Length == 0 ? null : $"{status} has a body, which the document does not promise";
        }

        if (type is null || !content.TryGetProperty(type, out var media))
        {
            return $"{status} has the media type '{type}', which is not in the document";
        }

        if (call.Request.Method == HttpMethod.Head)
        {
            return body.Length == 0 ? null : "HEAD has a body";
        }

        if (!type.EndsWith("json", StringComparison.Ordinal))
        {
            return null;
        }

        var value = JsonElement.Parse(body);
        return schemas.Misfit(value, media.GetProperty("schema")) is { } misfit ? $"{status}: {misfit}: {value.GetRawText()}" : IsMeant(value);

        string? IsProblem() => type == "application/problem+json" ? null : $"{status} has the media type '{type}'";

        // A parameter that is not accepted is named.
        string? IsMeant(JsonElement problem) =>
            call.Broken is { } broken && broken.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && status == 400
                && !(problem.TryGetProperty("errors", out var errors) && errors.TryGetProperty(broken[..end], out _))
                ? $"{status} does not name {broken[..end]}: {problem.GetRawText()}"
                : null;
    }
}

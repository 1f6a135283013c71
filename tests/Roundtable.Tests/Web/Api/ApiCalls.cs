using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roundtable.Tests.Web.Api;

/// <summary>A call of the API, as a fuzzer sends it.</summary>
/// <param name="Operation">The operation in the document.</param>
/// <param name="Request">What is sent.</param>
/// <param name="Broken">In which way it is wrong; null where the document allows it.</param>
internal sealed record ApiCall(JsonElement Operation, HttpRequestMessage Request, string? Broken);

/// <summary>Makes calls out of an OpenAPI document: what it allows, and what it does not in exactly one way.</summary>
/// <param name="document">The document.</param>
/// <param name="known">Values that mean something, by the name of a parameter or member.</param>
/// <param name="random">Decides.</param>
internal sealed class ApiCalls(JsonElement document, ILookup<string, string> known, Random random)
{
    private const int Depth = 6;

    private readonly JsonSchema _schemas = new(document);
    private readonly IReadOnlyList<(string Method, string Path, JsonElement Operation)> _operations =
    [
        .. document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (o.Name.ToUpperInvariant(), p.Name, o.Value))),
    ];

    /// <summary>The next call; of one of these operations where some are given.</summary>
    public ApiCall Next(IReadOnlySet<string>? among = null)
    {
        var operations = among is null ? _operations : [.. _operations.Where(o => among.Contains(o.Operation.GetProperty("operationId").GetString()!))];
        var (method, path, operation) = operations[random.Next(operations.Count)];
        var parameters = operation.TryGetProperty("parameters", out var declared) ? declared.EnumerateArray().ToList() : [];
        List<(string Name, string Value)> query = [];
        HttpRequestMessage request = new();
        foreach (var parameter in parameters)
        {
            var (name, schema) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("schema"));
            var place = parameter.GetProperty("in").GetString();
            if (place == "path")
            {
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString(Text(name, schema)), StringComparison.Ordinal);
            }
            else if (IsRequired(parameter) || random.Next(3) == 0)
            {
                var value = Text(name, schema);
                if (place == "query")
                {
                    query.Add((name, value));
                }
                else
                {
                    request.Headers.TryAddWithoutValidation(name, value.All(c => c is >= ' ' and <= '~') ? value : "once");
                }
            }
        }

        var body = operation.TryGetProperty("requestBody", out var taken) ? taken.GetProperty("content").EnumerateObject().First() : (JsonProperty?)null;
        HttpContent? content = body is { } given ? Body(given) : null;
        string? broken = null;
        if (random.Next(2) == 0)
        {
            (broken, path) = Break(operation, path, parameters, query, request, body, ref content);
        }
        else if (method == "GET" && random.Next(6) == 0)
        {
            method = "HEAD";
        }

        var address = path + (query.Count == 0 ? "" : "?" + string.Join('&', query.Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value)}")));
        request.Method = request.Method == HttpMethod.Get ? HttpMethod.Parse(method) : request.Method;
        request.RequestUri = new Uri(address, UriKind.Relative);
        request.Content = content;
        return new ApiCall(operation, request, broken);
    }

    private (string Broken, string Path) Break(
        JsonElement operation,
        string path,
        List<JsonElement> parameters,
        List<(string Name, string Value)> query,
        HttpRequestMessage request,
        JsonProperty? body,
        ref HttpContent? content)
    {
        while (true)
        {
            switch (random.Next(12))
            {
                case 0:
                    query.Add((Pick("nonesuch", "Limit", "limit[]", "q ", "__proto__"), "1"));
                    return ("an unknown parameter", path);
                case 1 when query.Count > 0:
                    query.Add(query[random.Next(query.Count)]);
                    return ("a parameter twice", path);
                case 2 or 3 when parameters.Where(p => p.GetProperty("in").GetString() == "query").ToList() is { Count: > 0 } inQuery:
                    var spoilt = inQuery[random.Next(inQuery.Count)];
                    var name = spoilt.GetProperty("name").GetString()!;
                    query.RemoveAll(q => q.Name == name);
                    if (IsRequired(spoilt) && random.Next(3) == 0)
                    {
                        return ("a required parameter left out", path);
                    }

                    var (value, why) = Bad(spoilt.GetProperty("schema"));
                    query.Add((name, value));
                    return ($"{name}: {why}", path);
                case 4 when path.Split('/') is { Length: > 5 }:
                    return ("a path that leads nowhere", path + Pick("/x", "/%00", "/..%2f..%2fetc", "%00", "%ff"));
                case 5:
                    request.Method = HttpMethod.Patch;
                    return ("a method that nothing answers", path);
                case 6 when operation.GetProperty("security").GetArrayLength() > 0:
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Pick("rt_nonesuch", "x", "x y"));
                    return ("another's token", path);
                case 7 when parameters.Find(p => p.GetProperty("in").GetString() == "header") is { ValueKind: JsonValueKind.Object } header:
                    request.Headers.Remove(header.GetProperty("name").GetString()!);
                    request.Headers.TryAddWithoutValidation(header.GetProperty("name").GetString()!, new string('x', 300));
                    return ("a header that is too long", path);
                case 8 when content is not null:
                    content.Headers.ContentType = Pick(null, "image/png", "application/x-www-form-urlencoded", "nonsense") is { } type
                        && MediaTypeHeaderValue.TryParse(type, out var parsed) ? parsed : null;
                    return ("another content type, or none", path);
                case > 8 when content is not null && body is { } given:
                    var (bytes, wrong) = given.Name switch { "application/json" => BadJson(given), "application/yaml" => BadYaml(), _ => (Encoding.UTF8.GetBytes(Pick("", "x", "\0", "{", "<p>", "# A page\n\nWithout ballots")), "no transcript") };
                    content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(given.Name) } };
                    return ($"a body with {wrong}", path);
                default:
                    continue;
            }
        }
    }

    private static bool IsRequired(JsonElement parameter) => parameter.TryGetProperty("required", out var required) && required.GetBoolean();

    private (string Value, string Why) Bad(JsonElement schema)
    {
        var integer = schema.GetProperty("type").GetString() == "integer";
        return random.Next(3) == 0 || !(integer || schema.TryGetProperty("enum", out _) || schema.TryGetProperty("pattern", out _)
                || schema.TryGetProperty("format", out _) || schema.GetProperty("type").GetString() == "boolean")
            ? Pick(("", "nothing"), ("a\0b", "a NUL character"), (new string('y', 2100), "too long"))
            : integer ? Pick(("-1", "too small"), ("1e3", "no whole number"), ("99999999999999999999", "too large"), (" 1", "a blank"), ("\u0663", "a foreign digit"))
            : Pick(("Nonesuch!", "no such word"), ("2026-02-30", "no such day"), ("TRUE", "another case"));
    }

    private (byte[] Bytes, string Why) BadYaml() => Pick(
        ("models:\n  - name: [", "an open bracket"),
        ("nonesuch: 1", "an unknown key"),
        ("model: {name: \"a\\0b\"}", "a NUL character"),
        ("- \t", "a tab"),
        ("a: 1\na: 2", "a key twice")) is var (text, why) ? (Encoding.UTF8.GetBytes(text), why) : default;

    private (byte[] Bytes, string Why) BadJson(JsonProperty media)
    {
        var schema = _schemas.Resolve(media.Value.GetProperty("schema"));
        var valid = (JsonObject)Value("", schema, 0)!;
        var text = valid.ToJsonString();
        switch (random.Next(9))
        {
            case 0:
                return (Encoding.UTF8.GetBytes(text[..^random.Next(1, text.Length)]), "its end cut off");
            case 1:
                return (Encoding.UTF8.GetBytes(Pick("null", "[]", "\"x\"", "1", "", "[null]", text + text)), "no object");
            case 2:
                valid[Pick("nonesuch", "Question", "options ", "")] = 1;
                return (Encoding.UTF8.GetBytes(valid.ToJsonString()), "an unknown member");
            case 3:
                return (Encoding.UTF8.GetBytes(text[..^1] + ",\"question\":\"Again?\"}"), "a member twice");
            case 4:
                return ([.. Encoding.UTF8.GetBytes("{\"question\":\""), 0xff, 0xfe, .. "\"}"u8], "bytes that are no UTF-8");
            case 5:
                valid["question"] = Pick("a\0b", "", " ");
                return (Encoding.UTF8.GetBytes(valid.ToJsonString()), "a question that is none");
            case 6:
                return (Encoding.UTF8.GetBytes("{\"question\":\"\\ud800\",\"open\":true,\"panel\":\"rehearsal\"}"), "half a surrogate pair");
            case 7:
                var all = schema.GetProperty("properties").EnumerateObject().ToList();
                var lists = all.Where(p => p.Value.TryGetProperty("items", out _)).DefaultIfEmpty(all[0]).ToList();
                valid[lists[random.Next(lists.Count)].Name] = new JsonArray((JsonNode?)null);
                return (Encoding.UTF8.GetBytes(valid.ToJsonString()), "[null]");
            default:
                var members = schema.GetProperty("properties").EnumerateObject().ToList();
                var member = members[random.Next(members.Count)];
                valid[member.Name] = Wrong(member.Value);
                return (Encoding.UTF8.GetBytes(valid.ToJsonString()), $"{member.Name} of another type or out of range");
        }
    }

    private JsonNode? Wrong(JsonElement schema)
    {
        schema = _schemas.Resolve(schema);
        List<JsonNode?> candidates = [JsonNode.Parse("1e400"), -1, 1.5, 99999999999999999999m, "x", true, new JsonObject(), new JsonArray(), new JsonArray(1), null];
        var wrong = candidates.Where(c => JsonSerializer.SerializeToElement(c) is var value && _schemas.Misfit(value, schema) is not null).ToList();
        return wrong[random.Next(wrong.Count)]?.DeepClone();
    }

    private StringContent Body(JsonProperty media) => media.Name == "application/json"
        ? new StringContent(Value("", media.Value.GetProperty("schema"), 0)!.ToJsonString(), Encoding.UTF8, media.Name)
        : media.Name != "application/yaml" ? new StringContent(Some(known["transcript"]), Encoding.UTF8, media.Name)
        : new StringContent(
            string.Create(CultureInfo.InvariantCulture, $"model: acme/small-{random.Next(1000)}\nversion: \"1\"\ntitle: Small\nvendor: acme\n"), Encoding.UTF8, media.Name);

    /// <summary>A value that fits a schema.</summary>
    private JsonNode? Value(string name, JsonElement schema, int depth)
    {
        schema = _schemas.Resolve(schema);
        var type = schema.TryGetProperty("type", out var declared)
            ? declared.ValueKind == JsonValueKind.String ? declared.GetString() : Some(declared.EnumerateArray().Select(t => t.GetString()!).Where(t => t != "null"))
            : "null";
        return type switch
        {
            "boolean" => random.Next(2) == 0,
            "string" => Text(name, schema),
            "integer" => Whole(schema, 1, 5),
            "number" => random.Next(1, 200) / 100m,
            "array" => new JsonArray([.. Enumerable.Range(0, name == "options" ? random.Next(6) : random.Next(3))
                .Select(i => depth >= Depth ? null : schema.TryGetProperty("items", out var item) ? Value(name, item, depth + 1) : new JsonObject())
                .OfType<JsonNode>()]),
            "object" when schema.TryGetProperty("properties", out var members) => Object(schema, members, depth),
            "object" => new JsonObject(),
            _ => null,
        };
    }

    private JsonObject Object(JsonElement schema, JsonElement members, int depth)
    {
        HashSet<string> required = [.. schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : []];
        var made = new JsonObject();
        foreach (var member in members.EnumerateObject().Where(m => required.Contains(m.Name) || random.Next(6) == 0))
        {
            made[member.Name] = Value(member.Name, member.Value, depth + 1);
        }

        if (depth == 0)
        {
            // Most valid requests ask nobody who is there; let half of them be answerable.
            if (random.Next(2) == 0)
            {
                (made["panel"], made["options"]) = ("rehearsal", new JsonArray("Yes", "No"));
                foreach (var member in (string[])["models", "seats", "open", "for", "moderator"])
                {
                    made.Remove(member);
                }
            }
        }

        return made;
    }

    private string Text(string name, JsonElement schema) =>
        schema.TryGetProperty("enum", out var words) ? Some(words.EnumerateArray().Select(w => w.GetString()!))
        : schema.GetProperty("type").ToString() == "integer" && known[name].Any() && random.Next(4) > 0 ? Some(known[name])
        : schema.GetProperty("type").ToString() == "integer" ? Whole(schema, 0, 20).ToString(CultureInfo.InvariantCulture)
        : schema.GetProperty("type").ToString() == "boolean" ? Pick("true", "false")
        : schema.TryGetProperty("format", out var format) && format.GetString() == "date" ? Pick("2026-11-29", "2020-02-29", "0001-01-01", "9999-12-31")
        : known[name].Any() && random.Next(4) > 0 ? Some(known[name])
        : schema.TryGetProperty("pattern", out _) && known[name].Any() ? Some(known[name])
        : Pick("x", "Should we?", "a \"b\" c*", "\u00fcber \ud83d\ude00", "%00", "' OR 1=1 --", "../../etc/passwd", "<b>", "null", "\u202e", "a\nb", new string('z', 200));

    private int Whole(JsonElement schema, int least, int most) => random.Next(
        schema.TryGetProperty("minimum", out var min) ? min.GetInt32() : least,
        Math.Min(schema.TryGetProperty("maximum", out var max) ? max.GetInt32() : most, most) + 1);

    private string Some(IEnumerable<string> values) => values.ToList() is var all ? all[random.Next(all.Count)] : "";

    private T Pick<T>(params ReadOnlySpan<T> values) => values[random.Next(values.Length)];
}

using System.Text.Json;

namespace Roundtable.Tests.Web.Api;

public sealed class ApiDocumentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_operation_states_the_role_that_its_endpoint_requires()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var document = JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/openapi.json", Cancellation));
        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer");
        Assert.Equal(("http", "bearer"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()));
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => (Name: $"{o.Name.ToUpperInvariant()} {p.Name}", Security: o.Value.GetProperty("security"))))
            .ToList();
        Assert.All(operations, o => Assert.Equal(Expected(o.Name), o.Security.GetRawText().Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings("")));
        Assert.Equal(57, operations.Count);
    }

    private static string Expected(string operation) => operation switch
    {
        "GET /api/v1" => "[]",
        "POST /api/v1/registry" => """[{"bearer":["admin"]}]""",
        _ when operation.StartsWith("GET /api/v1/watch", StringComparison.Ordinal) => """[{"bearer":["admin"]}]""",
        _ when operation.StartsWith("GET /api/v1/calls", StringComparison.Ordinal) => """[{"bearer":["caller"]}]""",
        _ when operation.StartsWith("GET /api/v1/audits", StringComparison.Ordinal) => """[{"bearer":["admin"]}]""",
        _ when operation.StartsWith("DELETE ", StringComparison.Ordinal) => """[{"bearer":["admin"]}]""",
        _ when operation.StartsWith("POST ", StringComparison.Ordinal) => """[{"bearer":["asker"]}]""",
        _ => """[{"bearer":["reader"]}]""",
    };
}

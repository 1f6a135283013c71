using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Tests.Deliberation.Recording;

public sealed class CallContentsTests
{
    [Fact]
    public void Every_setting_is_recorded_with_its_members_in_canonical_order()
    {
        var settings = new SeatSettings
        {
            Effort = "high",
            ThinkingTokens = 2_000,
            Body = JsonElement.Parse("""{"seed":7}"""),
            Headers = new Dictionary<string, string> { ["X-B"] = "2", ["X-A"] = "1" },
            Deployment = "ours",
            ApiVersion = "2025-01-01",
        };
        var options = new ChatOptions
        {
            Temperature = 0.5f,
            TopP = 0.25f,
            MaxOutputTokens = 9,
            AdditionalProperties = new() { [SeatSettings.Property] = settings },
        };
        Assert.Equal(
            """{"apiVersion":"2025-01-01","body":{"seed":7},"deployment":"ours","effort":"high","headers":{"X-A":"1","X-B":"2"},"maxOutputTokens":9,"model":"lab/m","temperature":0.5,"thinkingTokens":2000,"topP":0.25}""",
            Encoding.UTF8.GetString(CallContents.Settings("lab/m", options)));
    }

    [Fact]
    public void A_call_is_known_again_whatever_its_limit_was()
    {
        static byte[] With(int? limit, float? temperature) => CallContents.Settings("lab/m", new ChatOptions { MaxOutputTokens = limit, Temperature = temperature });
        Assert.Equal(CallContents.Identity(With(9, 1)), CallContents.Identity(With(900, 1)));
        Assert.Equal(CallContents.Identity(With(null, 1)), CallContents.Identity(With(900, 1)));
        Assert.NotEqual(CallContents.Identity(With(9, 1)), CallContents.Identity(With(9, 0.5f)));
    }
}

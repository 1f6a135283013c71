using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Tests.Models;

/// <summary>How models label that are asked by a codebook: each text is given to a script, whose word is the label.</summary>
internal static class ProviderLabels
{
    /// <summary>Labels the text that is to be labelled; a script that gives an object gives the whole answer.</summary>
    public static Func<HttpContext, Task> Of(Func<string, string> label, string model = "served-1") => context =>
        ProviderAnswers.Says(
            label(Text(context)) is var said && said.StartsWith('{') ? said
                : new JsonObject { ["reason"] = "So it reads.", ["label"] = said, ["confidence"] = 0.8 }.ToJsonString(),
            model)(context);

    /// <summary>A number from 0 up to but not including 100 that depends on a text and on nothing else.</summary>
    public static int Chance(string text) => (int)(BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))) % 100);

    /// <summary>The text of a request that is to be labelled: what stands between the last two fences.</summary>
    public static string Text(HttpContext context)
    {
        var user = ProviderServer.Request(context).GetProperty("messages").EnumerateArray().Last(m => m.GetProperty("role").GetString() == "user");
        return TextIn(Content(user.GetProperty("content")));
    }

    /// <summary>The text of a prompt that is to be labelled.</summary>
    public static string TextIn(string prompt)
    {
        var lines = prompt.Split('\n');
        var start = Array.LastIndexOf(lines, "The text to label:") + 1;
        var end = Array.IndexOf(lines, lines[start], start + 1);
        return string.Join('\n', lines[(start + 1)..end]);
    }

    private static string Content(JsonElement content) =>
        content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(p => p.GetProperty("text").GetString()));
}

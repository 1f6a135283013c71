using Roundtable.Models.Tools;
using Roundtable.Terms.Yaml;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Workspace.Configuration;

/// <summary>Reads the MCP servers of <c>roundtable.yaml</c>.</summary>
internal static class ToolReading
{
    /// <summary>Reads a server; null where it is no mapping.</summary>
    public static ToolServer? Server(string name, YamlNode node, List<YamlProblem> problems)
    {
        if (YamlMap.Of(node, $"The tool server '{name}'", problems) is not { } map)
        {
            return null;
        }

        if (name.Length is 0 or > 40 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            map.Problem(node, $"'{name}' cannot name a tool server: use letters, digits, hyphens and underscores, 40 at most.");
        }

        var command = map.Texts("command");
        var address = map.Text("url");
        var uri = address is not null && Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed : null;
        if (address is not null && uri is null)
        {
            map.Problem("url", $"'{address}' is not an address: write it like https://host/mcp.");
        }
        else if (command.Count > 0 == address is not null)
        {
            map.Problem(node, $"The tool server '{name}' needs a command (a list: the program, then its arguments) or a url, not both.");
        }

        var server = new ToolServer(name)
        {
            Command = command,
            Url = uri,
            Variables = [.. map.Texts("env").Select(v => Variable(map, "env", v))],
            KeyVariable = map.Text("key_variable") is { } key ? Variable(map, "key_variable", key) : null,
            Allowed = map.Texts("allow"),
            Seconds = map.Whole("seconds", 1, ToolServer.MaxSeconds) ?? 30,
            Terms = map.Text("terms"),
        };
        if (server.Allowed.Count == 0)
        {
            map.Problem(node, $"The tool server '{name}' allows no tool: name those that models may call under 'allow'.");
        }

        map.End();
        return server;
    }

    /// <summary>The name of a variable. Whatever is none may be a key, and is not repeated.</summary>
    private static string Variable(YamlMap map, string member, string text)
    {
        if (text.Length is 0 or > 100 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(text[0]))
        {
            map.Problem(member, "This takes the names of environment variables, never a key or a value: letters, digits and underscores.");
        }

        return text;
    }
}

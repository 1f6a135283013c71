using System.Globalization;
using System.Text;
using Roundtable.Record.Files;
using Roundtable.Terms.Yaml;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Workspace.Configuration;

/// <summary>The panels made with <c>roundtable panels add</c>: <c>panels.yaml</c> in the configuration directory, written by the program.</summary>
public static class PanelFile
{
    private const string FileName = "panels.yaml";

    /// <summary>The configuration directory, per the XDG Base Directory Specification.</summary>
    public static string ConfigDirectory(IReadOnlyDictionary<string, string> variables)
    {
        string? Variable(string name) => variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        var home = Variable("XDG_CONFIG_HOME")
            ?? Path.Combine(Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return Path.GetFullPath(Path.Combine(home, "roundtable"));
    }

    /// <summary>Reads the panels; none where there is no file.</summary>
    /// <exception cref="WorkspaceException">When the file has errors.</exception>
    public static async Task<IReadOnlyList<PanelPlan>> ReadAsync(string directory, CancellationToken cancellation)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        List<YamlProblem> problems = [];
        var root = YamlMap.Parse(await File.ReadAllTextAsync(path, cancellation), problems);
        List<PanelPlan> panels =
        [
            .. root?.Entries("panels").Select(e => PanelReading.Panel(path, e.Name, e.Node, problems, ours: true)).OfType<PanelPlan>() ?? [],
        ];
        return problems.Count == 0
            ? panels
            : throw new WorkspaceException(ErrorKind.Configuration, $"{path}:{problems[0].Line}:{problems[0].Column}: {problems[0].Text}");
    }

    /// <summary>Replaces the file so that after a crash the old one or the new one is there.</summary>
    /// <exception cref="IOException">When it cannot be written; the old one is still there.</exception>
    public static void Write(string directory, IEnumerable<PanelPlan> panels)
    {
        var nodes = panels.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new KeyValuePair<YamlNode, YamlNode>(p.Name, Node(p)));
        var root = new YamlMappingNode { { "panels", new YamlMappingNode(nodes) } };
        using var text = new StringWriter();
        text.WriteLine("# Written by 'roundtable panels'. Panels of your own belong in roundtable.yaml.");
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        PrivateFiles.Replace(Path.Combine(directory, FileName), Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>A seat is its model's name, or a mapping where there is more to say of it.</summary>
    private static YamlNode Node(SeatPlan seat)
    {
        if (seat == new SeatPlan(seat.Model))
        {
            return new YamlScalarNode(seat.Model);
        }

        var node = new YamlMappingNode { { "model", seat.Model } };
        Add("name", seat.Name);
        Add("persona", seat.Persona);
        Add("temperature", seat.Temperature?.ToString(CultureInfo.InvariantCulture));
        Add("max_tokens", seat.MaxTokens?.ToString(CultureInfo.InvariantCulture));
        Add("effort", seat.Effort);
        Add("thinking", seat.Thinking?.ToString(CultureInfo.InvariantCulture));
        Add("top_p", seat.TopP?.ToString(CultureInfo.InvariantCulture));
        Add("seconds", seat.Seconds?.ToString(CultureInfo.InvariantCulture));
        Add("deployment", seat.Deployment);
        Add("api_version", seat.ApiVersion);
        Add("search", seat.Search is { } search ? search ? "true" : "false" : null);
        Add("fetch", seat.Fetch is { } fetch ? fetch ? "true" : "false" : null);
        Add("tool_calls", seat.ToolCalls?.ToString(CultureInfo.InvariantCulture));
        if (seat.Tools is { Count: > 0 } tools)
        {
            node.Add("tools", new YamlSequenceNode(tools.Select(t => new YamlScalarNode(t))));
        }

        if (seat.Body is { } body)
        {
            node.Add("body", YamlJson.Node(body));
        }

        if (seat.Headers is { Count: > 0 } headers)
        {
            node.Add("headers", new YamlMappingNode(headers.Select(h => new KeyValuePair<YamlNode, YamlNode>(
                h.Key, new YamlScalarNode(h.Value) { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted }))));
        }

        return node;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                node.Add(name, value);
            }
        }
    }

    private static YamlMappingNode Node(PanelPlan panel)
    {
        var node = new YamlMappingNode { { "seats", new YamlSequenceNode(panel.Seats.Select(Node)) } };
        if (panel.Moderator is { } moderator)
        {
            node.Add("moderator", moderator);
        }

        return node;
    }
}

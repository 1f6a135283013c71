using System.Globalization;
using Roundtable.Terms.Yaml;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Workspace.Configuration;

/// <summary>Reads panels and their seats.</summary>
internal static class PanelReading
{
    /// <summary>Reads a panel; null where it has no seat.</summary>
    public static PanelPlan? Panel(string file, string name, YamlNode node, List<YamlProblem> problems, bool ours = false)
    {
        if (!PanelPlan.IsName(name))
        {
            problems.Add(
                new YamlProblem(
                    node.Start.Line,
                    node.Start.Column,
                    $"'{name}' cannot name a panel: use letters, digits, hyphens and underscores, and not '{PanelPlan.RehearsalName}'."));
        }

        if (YamlMap.Of(node, $"The panel '{name}'", problems) is not { } map)
        {
            return null;
        }

        var all = Settings(map, new SeatPlan(""));
        Check(map, all, problems);
        List<SeatPlan> seats = [.. map.List("seats").Select(s => Seat(s, problems)).OfType<SeatPlan>().Select(s => s.Or(all))];
        if (seats.Count == 0)
        {
            map.Problem("seats", $"The panel '{name}' has no seats: list models under 'seats'.");
        }

        var source = string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Place.Line}");
        var panel = new PanelPlan(name, seats, map.Text("moderator"), source, ours);
        map.End();
        return seats.Count == 0 ? null : panel;
    }

    private static SeatPlan? Seat(YamlNode node, List<YamlProblem> problems)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } model })
        {
            return new SeatPlan(model);
        }

        if (YamlMap.Of(node, "A seat", problems) is not { } map)
        {
            return null;
        }

        var named = map.RequiredText("model");
        var seat = Settings(map, new SeatPlan(named ?? "", map.Text("name"), map.Text("persona")));
        Check(map, seat, problems);
        map.End();
        return named is null ? null : seat;
    }

    /// <summary>The seat with the settings of a mapping: a seat's own, or those of a panel for every seat that says nothing else.</summary>
    private static SeatPlan Settings(YamlMap map, SeatPlan seat) => seat with
    {
        Temperature = (double?)map.Number("temperature", 0, 2),
        MaxTokens = map.Whole("max_tokens", 1, SeatPlan.MaxMaxTokens),
        Effort = map.Text("effort"),
        Thinking = map.Whole("thinking", 0, int.MaxValue),
        TopP = (double?)map.Number("top_p", 0, 1),
        Seconds = map.Whole("seconds", 0, int.MaxValue),
        Body = map.Node("body") is { } body ? YamlJson.Of(body) : null,
        Headers = Headers(map),
        Deployment = map.Text("deployment"),
        ApiVersion = map.Text("api_version"),
        Search = map.Flag("search"),
        Fetch = map.Flag("fetch"),
        Tools = map.Texts("tools") is { Count: > 0 } tools ? tools : null,
        ToolCalls = map.Whole("tool_calls", 0, int.MaxValue),
    };

    private static Dictionary<string, string>? Headers(YamlMap map)
    {
        var headers = map.Entries("headers").ToDictionary(e => e.Name, e => (e.Node as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal);
        return headers.Count > 0 ? headers : null;
    }

    private static void Check(YamlMap map, SeatPlan seat, List<YamlProblem> problems)
    {
        if (seat.Problem() is { } problem)
        {
            problems.Add(new YamlProblem(map.Place.Line, map.Place.Column, problem));
        }
    }
}

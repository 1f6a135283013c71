using System.CommandLine;
using System.Text.Json;
using Roundtable.Deliberation.Panels;
using Roundtable.Workspace;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Cli.Ask;

/// <summary>Options that say how the models of all seats are asked; <c>ask</c> and <c>panels add</c> share them.</summary>
internal static class SeatOptions
{
    private static readonly Option<double?> _temperature = new("--temperature") { Description = "Sampling temperature, 0 to 2.", HelpName = "T" };

    private static readonly Option<double?> _topP = new("--top-p")
    {
        Description = "Nucleus sampling: the probability mass, above 0 and up to 1.",
        HelpName = "P",
    };

    private static readonly Option<int?> _maxTokens = new("--max-tokens")
    {
        Description = "Limit of one answer in tokens, reasoning included.",
        HelpName = "N",
    };

    private static readonly Option<string?> _effort = new("--effort")
    {
        Description = $"Reasoning effort: {string.Join(", ", SeatSettings.Efforts)}.",
        HelpName = "E",
    };

    private static readonly Option<int?> _thinking = new("--thinking") { Description = "Thinking budget in tokens, instead of an effort.", HelpName = "N" };

    private static readonly Option<string?> _body = new("--body")
    {
        Description = "A JSON object with more members for the body of each request.",
        HelpName = "JSON",
    };

    private static readonly Option<string[]> _headers = new("--header")
    {
        Description = "A header for each request, as NAME=VALUE; may be repeated. Headers are recorded: never a key.",
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<bool> _search = new("--search") { Description = "Models may search the web, with their providers' own tools." };

    private static readonly Option<bool> _fetch = new("--fetch") { Description = "Models may read pages of the web, with their providers' own tools." };

    private static readonly Option<string[]> _tools = new("--tool")
    {
        Description = "An MCP server of roundtable.yaml whose tools models may use; may be repeated.",
        HelpName = "NAME",
    };

    private static readonly Option<int?> _toolCalls = new("--tool-calls")
    {
        Description = $"Maximum number of calls of tools in one answer (default: {SeatSettings.DefaultToolCalls}).",
        HelpName = "N",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Symbol> All { get; } =
        [_temperature, _topP, _maxTokens, _effort, _thinking, _search, _fetch, _tools, _toolCalls, _body, _headers];

    /// <summary>The settings that were given, in the form of a seat.</summary>
    /// <exception cref="WorkspaceException">When the body is not JSON, a header has no equals sign, or a setting is out of its bounds.</exception>
    public static SeatPlan Read(ParseResult parse)
    {
        var settings = new SeatPlan("", null, null, parse.GetValue(_temperature), parse.GetValue(_maxTokens))
        {
            TopP = parse.GetValue(_topP),
            Effort = parse.GetValue(_effort),
            Thinking = parse.GetValue(_thinking),
            Search = parse.GetValue(_search) ? true : null,
            Fetch = parse.GetValue(_fetch) ? true : null,
            Tools = parse.GetValue(_tools) is { Length: > 0 } tools ? tools : null,
            ToolCalls = parse.GetValue(_toolCalls),
            Body = parse.GetValue(_body) is { } body ? Json(body) : null,
            Headers = parse.GetValue(_headers) is { Length: > 0 } headers ? Headers(headers) : null,
        };
        return settings.Problem() is { } problem ? throw new WorkspaceException(ErrorKind.InvalidInput, problem) : settings;
    }

    private static JsonElement Json(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, "--body is not JSON: give an object, such as '{\"chat_template_kwargs\":{\"enable_thinking\":false}}'.");
        }
    }

    private static Dictionary<string, string> Headers(string[] headers)
    {
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            var equals = header.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new WorkspaceException(ErrorKind.InvalidInput, "--header takes NAME=VALUE.");
            }

            read[header[..equals].Trim()] = header[(equals + 1)..].Trim();
        }

        return read;
    }
}

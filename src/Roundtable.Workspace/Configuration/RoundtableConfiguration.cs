using System.Globalization;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Models.Tools;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Yaml;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Workspace.Configuration;

/// <summary>What <c>roundtable.yaml</c> says. The file is explained in docs/models.md; samples/roundtable.yaml is one.</summary>
/// <param name="File">Its path, or null where there is none.</param>
/// <param name="Connections">Connections by a person.</param>
/// <param name="Models">Corrections of the catalogue; the pattern is the model's full name.</param>
/// <param name="Panels">Named panels.</param>
/// <param name="DefaultPanel">The panel that is asked where none is named, or null.</param>
public sealed record RoundtableConfiguration(
    string? File,
    IReadOnlyList<Connection> Connections,
    IReadOnlyList<ModelFacts> Models,
    IReadOnlyList<PanelPlan> Panels,
    string? DefaultPanel)
{
    /// <summary>The organisation in whose name uses are judged where no other is said; null where none is named.</summary>
    public string? Organisation { get; init; }

    /// <summary>What it says of the way that calls take out of this computer.</summary>
    public WayOut WayOut { get; init; } = WayOut.Unsaid;

    /// <summary>The MCP servers whose tools seats may use.</summary>
    public IReadOnlyList<ToolServer> Tools { get; init; } = [];

    /// <summary>The gateway's settings.</summary>
    public GatewaySettings Gateway { get; init; } = GatewaySettings.Default;

    /// <summary>The file's name.</summary>
    public const string FileName = "roundtable.yaml";

    /// <summary>Where there is no file.</summary>
    public static RoundtableConfiguration Empty { get; } = new(null, [], [], [], null);

    /// <summary>The configuration that an workspace means.</summary>
    /// <exception cref="WorkspaceException">When a named file is missing, or a file has errors: all of them at once.</exception>
    public static Task<RoundtableConfiguration> LoadAsync(WorkspaceContext workspace, CancellationToken cancellation) =>
        LoadAsync(workspace.ConfigurationFile, PanelFile.ConfigDirectory(workspace.Variables), cancellation);

    /// <summary>Reads the file that was named, else the one in the working directory, else the one in the configuration directory.</summary>
    /// <exception cref="WorkspaceException">When a named file is missing, or a file has errors: all of them at once.</exception>
    public static async Task<RoundtableConfiguration> LoadAsync(string? named, string configDirectory, CancellationToken cancellation)
    {
        string[] places = named is not null ? [named] : [FileName, Path.Combine(configDirectory, FileName)];
        if (Array.Find(places, System.IO.File.Exists) is not { } path)
        {
            return named is null ? Empty : throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {named}.");
        }

        var text = await System.IO.File.ReadAllTextAsync(path, cancellation);
        List<YamlProblem> problems = [];
        var configuration = Read(path, text, problems);
        if (problems.Count > 0)
        {
            var lines = problems.OrderBy(p => p.Line).ThenBy(p => p.Column)
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"  {path}:{p.Line}:{p.Column}: {p.Text}"));
            throw new WorkspaceException(
                ErrorKind.Configuration, $"{path} has {(problems.Count == 1 ? "an error" : $"{problems.Count} errors")}:\n{string.Join('\n', lines)}");
        }

        return configuration;
    }

    /// <summary>Reads a configuration's text; what is wrong with it goes to <paramref name="problems"/>.</summary>
    public static RoundtableConfiguration Read(string file, string text, List<YamlProblem> problems)
    {
        if (YamlMap.Parse(text, problems) is not { } root)
        {
            return Empty with { File = file };
        }

        List<Connection> connections = [.. root.Entries("connections").Select(e => ReadConnection(e.Name, e.Node, problems)).OfType<Connection>()];
        List<ModelFacts> models =
        [
            .. root.Entries("models").Select(e => YamlMap.Of(e.Node, $"The model '{e.Name}'", problems) is { } map ? ModelFacts.Read(e.Name, map) : null)
                .OfType<ModelFacts>(),
        ];
        List<PanelPlan> panels = [.. root.Entries("panels").Select(e => PanelReading.Panel(file, e.Name, e.Node, problems)).OfType<PanelPlan>()];
        var chosen = root.Text("panel");
        if (chosen is not null && chosen != PanelPlan.RehearsalName && panels.TrueForAll(p => p.Name != chosen))
        {
            root.Problem("panel", $"There is no panel '{chosen}' in this file{CloseName.Suggest(chosen, panels.Select(p => p.Name))}");
        }

        var configuration = new RoundtableConfiguration(file, connections, models, panels, chosen)
        {
            Organisation = root.Text("organisation"),
            Tools = [.. root.Entries("tools").Select(e => ToolReading.Server(e.Name, e.Node, problems)).OfType<ToolServer>()],
            Gateway = GatewayReading.Read(root, problems),
            WayOut = WayOut.Read(root, Path.GetDirectoryName(Path.GetFullPath(file))!),
        };
        root.End();
        return configuration;
    }

    private static Connection? ReadConnection(string name, YamlNode node, List<YamlProblem> problems)
    {
        if (YamlMap.Of(node, $"The connection '{name}'", problems) is not { } map)
        {
            return null;
        }

        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
        {
            map.Problem(node, $"'{name}' cannot name a connection: it stands before the slash in a model's name.");
        }

        var azure = map.Text("kind") == "azure";
        var kind = azure ? ApiKind.OpenAI : ReadKind(map);
        var address = map.RequiredText("address");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            if (address is not null)
            {
                map.Problem("address", $"'{address}' is not an address: write it like https://host/v1.");
            }

            uri = new Uri("http://localhost");
        }

        var connection = new Connection
        {
            Name = name,
            Kind = kind,
            Address = uri,
            ApiVersion = ReadVersion(map, azure),
            Deployments = azure ? ReadDeployments(map) : new Dictionary<string, string>(StringComparer.Ordinal),
            KeyVariable = ReadVariable(map),
            Models = map.Texts("models"),
            SupportsSchema = map.Flag("schema"),
            HasBatches = map.Flag("batches") ?? false,
            Concurrency = map.Whole("concurrency", 1, 10_000) ?? 256,
            Route = ReadRoute(map),
            Terms = map.Text("terms"),
            WebTools = ReadWebTools(map),
        };
        map.End();
        return connection;
    }

    /// <summary>In whose words the web is searched, where a server is a gateway to one of those that have tools for it.</summary>
    private static WebTools? ReadWebTools(YamlMap map)
    {
        switch (map.Text("web_tools"))
        {
            case null:
                return null;
            case "openai":
                return WebTools.OpenAI;
            case "anthropic":
                return WebTools.Anthropic;
            case "openrouter":
                return WebTools.OpenRouter;
            case "gemini":
                return WebTools.Gemini;
            case var other:
                map.Problem("web_tools", $"'{other}' has no tools for the web that are known: write openai, anthropic, openrouter or gemini.");
                return null;
        }
    }

    private static string? ReadVersion(YamlMap map, bool azure)
    {
        if (!azure)
        {
            return null;
        }

        var version = map.RequiredText("api_version");
        if (version is not null && new SeatSettings { ApiVersion = version }.Problem() is { } problem)
        {
            map.Problem("api_version", problem);
        }

        return version;
    }

    /// <summary>The deployment that serves each model.</summary>
    private static Dictionary<string, string> ReadDeployments(YamlMap map)
    {
        var deployments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (model, node) in map.Entries("deployments"))
        {
            if (node is YamlScalarNode { Value: { Length: > 0 } name } && new SeatSettings { Deployment = name }.Problem() is null)
            {
                deployments[model] = name;
            }
            else
            {
                map.Problem(node, $"The deployment of '{model}' takes letters, digits, hyphens, underscores and dots, 100 at most.");
            }
        }

        return deployments;
    }

    /// <summary><c>direct</c>, <c>local</c>, or one of the others and who it is: <c>aggregator openrouter</c>.</summary>
    internal static Route? ReadRoute(YamlMap map)
    {
        if (map.Text("route") is not { } text)
        {
            return null;
        }

        var words = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > 0 && words[0].All(char.IsAsciiLetterLower) && Enum.TryParse<RouteKind>(words[0], ignoreCase: true, out var kind)
            && words.Length == (kind is RouteKind.Direct or RouteKind.Local ? 1 : 2))
        {
            return new Route(kind, words.ElementAtOrDefault(1));
        }

        map.Problem("route", $"'{text}' is no route: write direct or local, or cloud, aggregator or reseller and who that is, like 'aggregator openrouter'.");
        return null;
    }

    internal static ApiKind ReadKind(YamlMap map)
    {
        switch (map.Text("kind"))
        {
            case null or "openai":
                return ApiKind.OpenAI;
            case "anthropic":
                return ApiKind.Anthropic;
            case var other:
                map.Problem("kind", $"Unknown kind of API '{other}': write openai, which most servers speak, anthropic or azure.");
                return ApiKind.OpenAI;
        }
    }

    /// <summary>A variable's name. A key in its place is refused without repeating it.</summary>
    internal static string? ReadVariable(YamlMap map)
    {
        if (map.Text("key_variable") is { } variable)
        {
            if (variable.Length <= 64 && variable.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(variable[0]))
            {
                return variable;
            }

            map.Problem(
                "key_variable",
                "'key_variable' takes the name of an environment variable, such as LAB_API_KEY, and never the key itself. If that was a key, take it out "
                    + "of the file.");
        }

        foreach (var wrong in (string[])["key", "api_key", "token"])
        {
            if (map.Node(wrong) is not null)
            {
                map.Problem(
                    wrong, $"Keys do not belong in a file: put the key in an environment variable, and its name under 'key_variable' instead of '{wrong}'.");
            }
        }

        return null;
    }
}

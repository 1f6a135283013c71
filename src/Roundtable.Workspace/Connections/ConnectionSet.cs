using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Tools;
using Roundtable.Models;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Discovery;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Models.Tools;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Students.Seats;

namespace Roundtable.Workspace.Connections;

/// <summary>Every way to reach a model that was found or configured, each connected or not and why.</summary>
public sealed class ConnectionSet
{
    private static readonly TimeSpan _listLimit = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly TimeProvider _time;
    private readonly RoundtableConfiguration _configuration;
    private readonly ModelCatalogue _catalogue;
    private readonly OutgoingSettings _outgoing;
    private McpServers? _servers;
    private StudentConnection? _students;

    /// <summary>A set of connections.</summary>
    /// <param name="connections">The connections, in the order in which they are preferred.</param>
    /// <param name="configuration">Panels, and what is known of models.</param>
    /// <param name="panels">Panels made at the command line.</param>
    /// <param name="variables">Environment variables by name, for the keys.</param>
    /// <param name="time">The clock.</param>
    public ConnectionSet(
        IReadOnlyList<Connection> connections,
        RoundtableConfiguration configuration,
        IReadOnlyList<PanelPlan> panels,
        IReadOnlyDictionary<string, string> variables,
        TimeProvider time)
    {
        Connections = connections;
        _configuration = configuration;
        _catalogue = new ModelCatalogue(configuration.Models);
        Panels = [.. configuration.Panels, .. panels.Where(p => configuration.Panels.All(c => c.Name != p.Name))];
        _variables = variables;
        _outgoing = configuration.WayOut.Settings(variables);
        _time = time;
    }

    /// <summary>The connections, in the order in which they are preferred.</summary>
    public IReadOnlyList<Connection> Connections { get; }

    /// <summary>The named panels; one in <c>roundtable.yaml</c> goes before one of the same name made at the command line.</summary>
    public IReadOnlyList<PanelPlan> Panels { get; }

    /// <summary>The panel that is asked where none is named, or null.</summary>
    public string? DefaultPanel => _configuration.DefaultPanel;

    /// <summary>The connections that an workspace means.</summary>
    /// <exception cref="WorkspaceException">When the configuration has errors: all of them at once.</exception>
    public static async Task<ConnectionSet> LoadAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        var set = await LoadAsync(workspace.Variables, workspace.ConfigurationFile, workspace.Time, cancellation);
        set._students = new StudentConnection(workspace);
        return set;
    }

    /// <summary>Finds connections in environment variables, on this computer and in <c>roundtable.yaml</c>.</summary>
    /// <param name="variables">Environment variables by name.</param>
    /// <param name="yamlPath">The configuration that was named, or null to look for <c>roundtable.yaml</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops looking.</param>
    /// <exception cref="WorkspaceException">When the configuration has errors: all of them at once.</exception>
    public static async Task<ConnectionSet> LoadAsync(
        IReadOnlyDictionary<string, string> variables, string? yamlPath, TimeProvider time, CancellationToken cancellation)
    {
        var directory = PanelFile.ConfigDirectory(variables);
        var configuration = await RoundtableConfiguration.LoadAsync(yamlPath, directory, cancellation);
        var panels = await PanelFile.ReadAsync(directory, cancellation);
        var local = await LocalServers.FindAsync(variables, configuration.WayOut.Settings(variables), cancellation);
        Connection[] found = [.. configuration.Connections, .. KnownProviders.All, .. local];
        return new ConnectionSet(
            [.. found.DistinctBy(c => c.Name, StringComparer.Ordinal).Select(c => Keyed(c, variables))], configuration, panels, variables, time);
    }

    /// <summary>The connection of a name, or null.</summary>
    public Connection? Find(string name) => Connections.FirstOrDefault(c => c.Name == name);

    /// <summary>What is known of a model.</summary>
    public ModelCard Card(Connection connection, string model) => _catalogue.Card(connection, model);

    /// <summary>Whether a model is known to see images; null where nobody knows.</summary>
    public bool? Vision(Connection connection, string model) => _catalogue.Vision(connection, model);

    /// <summary>Names of the MCP servers that roundtable.yaml has.</summary>
    public IReadOnlyList<string> ToolServers => [.. _configuration.Tools.Select(t => t.Name)];

    /// <summary>The tools that this program calls for a seat: one set of servers for all seats of a session.</summary>
    /// <param name="names">Names of the MCP servers.</param>
    /// <exception cref="WorkspaceException">When <c>roundtable.yaml</c> has no such server, or its key is not set.</exception>
    public IToolBox Tools(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var server = _configuration.Tools.FirstOrDefault(t => t.Name == name) ?? throw new WorkspaceException(
                ErrorKind.NotFound,
                $"There is no tool server '{name}'{CloseName.Suggest(name, _configuration.Tools.Select(t => t.Name))} 'tools' in roundtable.yaml lists them.");
            var missing = server.Variables.Append(server.KeyVariable).OfType<string>()
                .FirstOrDefault(v => _variables.GetValueOrDefault(v) is not { Length: > 0 });
            if (missing is not null)
            {
                throw new WorkspaceException(ErrorKind.Unavailable, $"The tool server '{name}' cannot be used: {missing} is not set.");
            }
        }

        return (_servers ??= new McpServers(_configuration.Tools, _variables, _outgoing, _time)).Box(names);
    }

    /// <summary>The student that a name means, such as <c>student:tone</c>; null where it means none.</summary>
    /// <param name="name">The name of a seat's model.</param>
    /// <exception cref="WorkspaceException">When it means a student that is not here.</exception>
    public (Connection Connection, string Model)? Student(string name) => _students?.Find(name, Find(StudentConnection.Name) is not null);

    /// <summary>The client that reaches a model.</summary>
    public IChatClient Client(Connection connection, string model) =>
        _students?.Client(connection, model) ?? ChatClients.Create(connection, model, Key(connection), _outgoing, _time);

    /// <summary>Asks the server which models it has; null where it does not tell.</summary>
    public Task<IReadOnlyList<string>?> ModelsOfAsync(Connection connection, CancellationToken cancellation) =>
        ModelList.AskAsync(connection, Key(connection), _outgoing, _listLimit, cancellation);

    /// <summary>Asks the server which models it has, and when they are shut down; null where it does not tell.</summary>
    public Task<IReadOnlyList<ListedModel>?> DescribeAsync(Connection connection, CancellationToken cancellation) =>
        ModelList.DescribeAsync(connection, Key(connection), _outgoing, _listLimit, cancellation);

    /// <summary>Connections with the models that panels name besides those that are listed.</summary>
    /// <param name="connections">Connections.</param>
    public IReadOnlyList<Connection> WithPanels(IEnumerable<Connection> connections)
    {
        var named = Panels.SelectMany(p => p.Seats.Select(s => s.Model).Append(p.Moderator)).OfType<string>().ToList();
        return
        [
            .. connections.Select(c => c with
            {
                Models =
                [
                    .. c.Models.Union(
                        named.Where(n => n.StartsWith(c.Name + "/", StringComparison.Ordinal)).Select(n => n[(c.Name.Length + 1)..]), StringComparer.Ordinal),
                ],
            }),
        ];
    }

    private static Connection Keyed(Connection connection, IReadOnlyDictionary<string, string> variables)
    {
        if (connection.KeyVariable is not { } variable || connection.NotConnected is not null)
        {
            return connection;
        }

        var key = variables.GetValueOrDefault(variable)?.Trim() ?? "";
        return key.Length == 0 ? connection with { NotConnected = $"{variable} is not set." }
            : key.Any(c => char.IsWhiteSpace(c) || c > '~' || char.IsControl(c)) ? connection with
            {
                NotConnected = $"{variable} holds characters that no key has: set it again.",
            }
            : connection;
    }

    private Secret? Key(Connection connection) =>
        connection.KeyVariable is { } variable && _variables.GetValueOrDefault(variable)?.Trim() is { Length: > 0 } key ? new Secret(key) : null;
}

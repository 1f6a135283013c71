using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Workspace.Students.Seats;

/// <summary>How students are reached that were taught with a data directory: within this program, so that asking them costs nothing.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class StudentConnection(WorkspaceContext workspace)
{
    /// <summary>The first part of the names of students as models.</summary>
    public const string Name = "student";

    private const string SeatPrefix = "student:";

    private static readonly Connection _connection = new()
    {
        Name = Name,
        Kind = ApiKind.OpenAI,
        Address = new Uri("about:blank"),
        SupportsSchema = true,
        Route = new Route(RouteKind.Local),
    };

    private readonly ConcurrentDictionary<string, StudentClient> _clients = new(StringComparer.Ordinal);

    /// <summary>Whether a name means a student as a seat: <c>student:tone</c>.</summary>
    public static bool IsSeat(string name) => name.StartsWith(SeatPrefix, StringComparison.Ordinal);

    /// <summary>The student that a name means: <c>student:tone</c>, <c>student:tone@0a1b2c3d4e5f</c>, or the name in the registry.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isTaken">Whether a configured connection has the first part of the name in the registry.</param>
    /// <returns>The student; null where the name means something else.</returns>
    /// <exception cref="WorkspaceException">When it means a student that is not where it was taught.</exception>
    public (Connection Connection, string Model)? Find(string name, bool isTaken)
    {
        var student = IsSeat(name) ? name[SeatPrefix.Length..]
            : name.StartsWith(StudentFolder.NamePrefix, StringComparison.Ordinal) && !isTaken ? name[StudentFolder.NamePrefix.Length..]
            : null;
        return student is null ? null : (_connection, StudentFolder.Find(workspace.DataDirectory, student).Report.Name[StudentFolder.NamePrefix.Length..]);
    }

    /// <summary>The client of a student; null where the connection is another.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="model">The student's name with its version, after <c>student/</c>.</param>
    /// <exception cref="WorkspaceException">When it cannot be read.</exception>
    public IChatClient? Client(Connection connection, string model) =>
        ReferenceEquals(connection, _connection) ? _clients.GetOrAdd(model, Seat) : null;

    private StudentClient Seat(string model)
    {
        var folder = StudentFolder.Find(workspace.DataDirectory, model);
        return new StudentClient(folder, folder.Encoder(workspace, null));
    }
}

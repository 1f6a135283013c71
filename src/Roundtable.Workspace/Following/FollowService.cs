using System.Text;
using Roundtable.Models.Http;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Following;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Following;

/// <summary>Follows other people's logs: mirrors and verifies them, and compares what they show to others.</summary>
/// <param name="workspace">Where what is kept of them is kept.</param>
public sealed class FollowService(WorkspaceContext workspace)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private string Parent => Path.Combine(workspace.DataDirectory, "followed");

    /// <summary>Where what is kept of a log lies.</summary>
    /// <param name="origin">The log.</param>
    public string DirectoryOf(string origin) => FollowedLog.DirectoryOf(Parent, origin);

    /// <summary>Looks at a log once: takes up what it shows, and asks witnesses and mirrors what they were shown.</summary>
    /// <param name="request">Which log.</param>
    /// <param name="cancellation">Stops; what is kept stays as it was.</param>
    /// <exception cref="WorkspaceException">When the request makes no sense, or what is kept cannot be read or written.</exception>
    public async Task<FollowRound> LookAsync(FollowRequest request, CancellationToken cancellation)
    {
        var origin = request.Check();
        var configuration = await RoundtableConfiguration.LoadAsync(workspace, cancellation);
        using var client = OutgoingHttp.Client(configuration.WayOut.Settings(workspace.Variables), _limit);
        try
        {
            return await Task.Run(() => Look(request, origin, client, cancellation), cancellation);
        }
        catch (Exception e) when (e is (IOException and not NewerFormatException) or UnauthorizedAccessException or DamagedLogException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"What is kept of {origin} in {DirectoryOf(origin)} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>All logs that are followed, by origin.</summary>
    /// <exception cref="WorkspaceException">When what is kept of one cannot be read.</exception>
    public IReadOnlyList<FollowedState> List()
    {
        if (!Directory.Exists(Parent))
        {
            return [];
        }

        var directory = Parent;
        try
        {
            List<FollowedState> states = [];
            foreach (var path in Directory.EnumerateDirectories(Parent).Order(StringComparer.Ordinal))
            {
                directory = path;
                var log = FollowedLog.Open(path);
                if (log.Keys() is [var key, ..])
                {
                    states.Add(new FollowedState(key.Name, log.Kept()?.Checkpoint, log.Seen(), log.Alarm()));
                }
            }

            return [.. states.OrderBy(s => s.Origin, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is (IOException and not NewerFormatException) or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"What is kept of a followed log in {directory} cannot be read: {e.Message}", e);
        }
    }

    private FollowRound Look(FollowRequest request, string origin, HttpClient client, CancellationToken cancellation)
    {
        var log = FollowedLog.Open(DirectoryOf(origin));
        if (log.Alarm() is { } old)
        {
            return new FollowRound(origin, log.Kept()?.Checkpoint, null, [], old);
        }

        var source = request.Address.ToString();
        var follower = new LogFollower(log, request.Keys, request.Policy, workspace.Time);
        var step = follower.Advance(source, new LogOverHttp(request.Address, client, cancellation), cancellation);
        var name = Digest.Of(Encoding.UTF8.GetBytes(origin)).ToString();
        List<OtherView> others = [];
        foreach (var witness in request.Policy?.Witnesses ?? [])
        {
            if (witness.Address is { } address)
            {
                others.Add(Ask(follower, witness.Name, new LogOverHttp(address, client, cancellation), $"{name}/{ILogResources.Checkpoint}"));
            }
        }

        foreach (var mirror in request.Mirrors)
        {
            others.Add(Ask(follower, mirror.ToString(), new LogOverHttp(mirror, client, cancellation), ILogResources.Checkpoint));
        }

        var alarm = log.Alarm() ?? follower.Withheld(source);
        return new FollowRound(origin, log.Kept()?.Checkpoint, step, others, alarm);
    }

    private static OtherView Ask(LogFollower follower, string source, LogOverHttp shown, string path)
    {
        byte[]? checkpoint;
        try
        {
            checkpoint = shown.Read(path);
        }
        catch (IOException e)
        {
            return new OtherView(source, null, $"could not be reached: {e.Message.TrimEnd('.')}");
        }

        return checkpoint is null ? new OtherView(source, null, "has no checkpoint of it") : new OtherView(source, follower.Compare(source, checkpoint), null);
    }
}

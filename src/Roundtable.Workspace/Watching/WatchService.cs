using System.Text.Json.Nodes;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Watching.Monitoring;
using Roundtable.Watching.Windows;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Workspace.Watching;

/// <summary>Watches the gateway's exchanges or a provider's log for campaigns that collect a model's answers. docs/watch.md.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class WatchService(WorkspaceContext workspace)
{
    /// <summary>Watches.</summary>
    /// <param name="request">What.</param>
    /// <param name="cancellation">Stops; nothing is recorded then.</param>
    /// <exception cref="WorkspaceException">
    /// When there is no reference, it is too small to tell how often the rules are wrong, or something cannot be read.
    /// </exception>
    public async Task<WatchReport> RunAsync(WatchRequest request, CancellationToken cancellation)
    {
        using var encoder = request.Vectors is { } folder ? SentenceEncoders.Open(workspace, folder) : null;
        if (encoder is not null)
        {
            request = request with
            {
                Settings = request.Settings with
                {
                    Vectors = new PromptVectors(encoder.Model.Dimensions, texts => encoder.Encode(texts, Environment.ProcessorCount, cancellation)),
                },
            };
        }

        var (traffic, reference) = await OpenAsync(request, cancellation);
        var report = (await Task.Run(() => Watch(request, reference, traffic, cancellation), cancellation)) with { Vectors = encoder?.Model };
        return request.Record ? report with { Leaf = await RecordAsync(WatchJson.Of(report), cancellation) } : report;
    }

    /// <summary>Makes a report a leaf of the log; its index.</summary>
    internal async Task<long> RecordAsync(JsonObject report, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        var leaf = await RulingRecord.AppendAsync(log, [], [], null, report, workspace.Time, cancellation);
        await log.PublishAsync();
        return leaf;
    }

    /// <summary>Opens what is read.</summary>
    /// <exception cref="WorkspaceException">When there is no reference.</exception>
    internal async Task<(TrafficSource Traffic, TrafficSource Reference)> OpenAsync(WatchRequest request, CancellationToken cancellation)
    {
        if (request.Reference is null && request.Since is null)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                "Watching needs benign traffic to compare with, or nobody could say how often it is wrong: give --reference FILE, or --since DAY to take "
                    + "what came before.");
        }

        // Without a reference of its own the traffic has one before a moment; both are then read from the same place.
        LogStore? log = request.File is null ? await LogAccess.ReadAsync(workspace, cancellation) : null;
        var needsText = request.Settings.Vectors is not null;
        TrafficSource traffic = request.File is { } file ? new FileTraffic(file, needsText) : new LogTraffic(log!, needsText) { Since = request.Since };
        return (traffic, request.Reference is { } other ? new FileTraffic(other, needsText) : traffic);
    }

    /// <summary>Learns the reference of a request.</summary>
    internal static LearnedReference Learn(WatchRequest request, TrafficSource reference, CancellationToken cancellation)
    {
        var until = request.Reference is null ? request.Since : null;
        return new TrafficMonitor(request.Settings).Learn(
            after => reference.Read(after, (_, time, _) => until is null || time < until, cancellation), reference.Middle(until, cancellation), cancellation);
    }

    /// <summary>
    /// Runs something that reads traffic and reference several times. Exchanges of a log are read once for it, unless their words are needed.
    /// </summary>
    /// <param name="traffic">The traffic.</param>
    /// <param name="reference">The reference: the same source where the traffic has it.</param>
    /// <param name="isWanted">Which prompts of the traffic's source are needed. Asked once about each of a log.</param>
    /// <param name="read">What runs, with traffic and reference.</param>
    /// <param name="needsText">Whether the words of prompts are needed.</param>
    /// <param name="cancellation">Stops.</param>
    internal T ReadingOnce<T>(
        TrafficSource traffic,
        TrafficSource reference,
        Func<string?, DateTimeOffset, long, bool> isWanted,
        bool needsText,
        Func<TrafficSource, TrafficSource, T> read,
        CancellationToken cancellation) => Reading(() =>
    {
        if (traffic is not LogTraffic || needsText)
        {
            return read(traffic, reference);
        }

        using var copy = new TrafficCopy(traffic, isWanted, workspace.DataDirectory, cancellation);
        return read(copy, ReferenceEquals(reference, traffic) ? copy : reference);
    });

    /// <summary>Runs something that reads traffic, and says in one way what cannot be read.</summary>
    internal static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ReferenceTooSmallException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, e.Message, e);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<WorkspaceException>().FirstOrDefault() is { } first)
        {
            throw new WorkspaceException(first.Kind, first.Message, e);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
        catch (DamagedLogException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
    }

    private WatchReport Watch(WatchRequest request, TrafficSource reference, TrafficSource traffic, CancellationToken cancellation) => ReadingOnce(
        traffic,
        reference,
        (_, time, _) => request.IsWatched(time) || request.IsReference(time),
        request.Settings.Vectors is not null,
        (now, before) =>
        {
            var result = new TrafficMonitor(request.Settings).Watch(
                Learn(request, before, cancellation), () => now.Read(-1, (_, time, _) => request.IsWatched(time), cancellation), cancellation);
            return result.Prompts == 0
                ? throw new WorkspaceException(ErrorKind.NotFound,
                    "There is no traffic to watch: nothing was looked at, which does not mean that nothing is there.")
                : new WatchReport(request, workspace.Time.GetUtcNow(), result, now.Unread);
        },
        cancellation);
}

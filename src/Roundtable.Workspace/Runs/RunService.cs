using System.Text.Json.Nodes;
using Roundtable.Annotation.Items;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Panels;
using Roundtable.Workspace.Runs.Batches;
using Roundtable.Workspace.Runs.Postgres;

namespace Roundtable.Workspace.Runs;

/// <summary>
/// Plans runs and carries them out, for every verb that puts one question form to many items. The checks have one order: the items and the template, who can
/// be seated, whether the answers may be used for what they are wanted for, the limits. Nothing is spent before.
/// </summary>
/// <param name="workspace">The data directory and what is connected.</param>
/// <param name="shared">The log where others in this process use it too; null where nobody does.</param>
public sealed class RunService(WorkspaceContext workspace, SharedLog? shared = null)
{
    /// <summary>Maximum number of steps of a scale: finer ones are numbers.</summary>
    private const int MaxScores = 1_000;

    /// <summary>Checks a request and plans its run.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When something of it is not accepted, or a ruling does not allow the use.</exception>
    public async Task<PreparedRun> PrepareAsync(RunRequest request, CancellationToken cancellation)
    {
        var most = request.Kind == RunKind.Label ? Annotation.Codebooks.CodebookForm.MaxValues : Question.MaxOptions; // a class has a name and no letter
        var problem = request.Samples is < 1 or > 100 ? "The number of samples must be from 1 to 100."
            : request.StopAt is { } stop && !(stop > 0.5 && stop < 1) ? "The probability at which no further seat is asked must be above 0.5 and below 1."
            : request.StopAt is not null && request.Question is not (RunQuestion.Choice or RunQuestion.Score)
                ? "Seats can be asked one after the other only where they choose among options or give a score."
            : request.Question is RunQuestion.Choice { Options: { Count: > 0 } options }
                && (options.Count == 1 || options.Count > most || options.Any(string.IsNullOrWhiteSpace)
                    || options.Distinct(StringComparer.OrdinalIgnoreCase).Count() != options.Count)
                ? $"Give {Question.MinOptions} to {most} different options, or none where each item has its own."
            : request.Question is RunQuestion.Score scale && (scale.Max <= scale.Min || (long)scale.Max - scale.Min > MaxScores)
                ? $"The highest score must be above the lowest, by {MaxScores} at most."
            : request.SeatSeconds is < 1 or > SeatSettings.MaxSeconds ? $"The timeout of an answer must be from 1 to {SeatSettings.MaxSeconds} seconds."
            : null;
        var uses = problem is null ? UseNames.Read(request.For) : throw new WorkspaceException(ErrorKind.InvalidInput, problem);
        var source = RunItemSource.Open(request.Items, request.IdColumn, request.OptionsColumn);
        var (items, sample) = await Task.Run(() => RunSurvey.Of(request, source, cancellation), cancellation);
        var lineup = await Seating.ResolveAsync(
            workspace, request.Panel, request.Seats, null, request.SeatDefaults, request.Limits.MicroDollars is not null, request.Seed, cancellation);
        if (await UseGate.CheckAsync(workspace, lineup.Seats, uses, cancellation) is { } refusal)
        {
            await RecordAsync([.. refusal.Rulings.Select(r => (r, RulingWriter.Json(r)))], cancellation);
            throw new WorkspaceException(refusal.Kind, refusal.Message);
        }

        var quorum = request.Quorum ?? (request.StopAt is null ? (lineup.Seats.Count / 2) + 1 : 1);
        if (quorum < 1 || quorum > lineup.Seats.Count)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"The quorum is {quorum}: give a number from 1 to {lineup.Seats.Count}, the size of the panel.");
        }

        CheckSeats(request, lineup.Seats);
        var opened = workspace.Time.GetUtcNow();
        var plan = new RunPlan(
            request.Id ?? SessionId.New(opened),
            opened,
            request.Kind,
            items,
            request.Template,
            request.Question,
            [.. lineup.Seats.Select(s => s.Seat)],
            new RunSettings(request.Seed, request.Samples, request.SeatSeconds, quorum) { StopAt = request.StopAt, Quoted = request.Quoted })
        {
            Codebook = request.Codebook?.Digest,
            Uses = [.. uses.Select(u => Roundtable.Record.Wording.Kebab.Name(u))],
        };
        var folder = Path.GetFullPath(request.Out ?? Path.Combine(RunFolders.Root(workspace.DataDirectory), plan.Id));
        RunFolder.Check(folder);

        // A vocabulary takes most of a second and some 70 MB: it is loaded where money depends on it.
        var tokens = plan.Panel.Any(s => s.Model is { Simulated: false, Price: not null })
            ? await PromptEstimates.BeforeAsync(workspace, plan.Panel, cancellation)
            : RunEstimate.RoughTokens;
        try
        {
            var estimate = RunEstimate.Of(plan, request.Codebook, lineup.Seats, sample, tokens);
            return new PreparedRun(plan, lineup.Seats, source, request, folder, estimate);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, e.Message, e); // a schema that cannot be used
        }
    }

    /// <summary>Puts a prepared run on record and makes its folder; nothing is asked yet.</summary>
    /// <param name="run">The run.</param>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    public async Task<RunFolder> BeginAsync(PreparedRun run, RecordLog log, CancellationToken cancellation)
    {
        var document = RunPlanJson.Write(run.Plan);
        var receipt = await log.AppendAsync(
            new Leaf
            {
                Kind = LeafKind.Run,
                Time = run.Plan.Opened,
                Session = run.Plan.Id,
                Document = Digest.Of(document),
                Simulated = run.Plan.Panel.Any(s => s.Model.Simulated),
            },
            [document],
            cancellation);
        var folder = RunFolder.Create(run.Folder, new RunHeader(run.Plan, Path.GetFullPath(run.Request.Items), receipt.Leaf)
        {
            OptionsColumn = run.Request.OptionsColumn,
            Batch = run.Request.Batch,
            BatchOrLive = run.Request.BatchOrLive,
            Limits = run.Request.Limits,
            Promise = run.Request.Promise,
            Queue = run.Request.Queue,
            Reuse = run.Request.Reuse,
        });
        if (run.Request.Codebook is { } codebook)
        {
            RunCodebook.Write(folder, codebook);
        }

        RunFolders.Note(workspace.DataDirectory, folder);
        return folder;
    }

    /// <summary>
    /// The run of an id or folder; where the data directory does not know the id, that of the database which holds the log, with a folder of its own here.
    /// </summary>
    /// <exception cref="WorkspaceException">When there is none.</exception>
    public async Task<RunFolder> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return RunFolders.Find(workspace.DataDirectory, name);
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.NotFound && LogAccess.Database(workspace) is { } address)
        {
            await using var runs = await PostgresRuns.OpenAsync(address, cancellation);
            if (await runs.HeaderAsync(name, cancellation) is not ({ } header, var codebook))
            {
                throw;
            }

            var folder = RunFolder.Create(
                Path.Combine(RunFolders.Root(workspace.DataDirectory), name), RunHeader.Read(header, $"run {name} in the database") with { IsAdopted = true });
            if (codebook is not null)
            {
                folder.Replace(RunCodebook.Name, codebook);
            }

            return folder;
        }
    }

    /// <summary>Carries out a run from where it stands: alone where the log is in files, else together with whoever shares the database.</summary>
    /// <param name="execution">How it is carried out alone.</param>
    /// <param name="folder">The run.</param>
    /// <param name="seats">Its seats with their clients.</param>
    /// <param name="source">Its items.</param>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="stop">Stops in order: what was sent is waited for.</param>
    /// <param name="cancellation">Stops at once; what was recorded is used when the run goes on.</param>
    public async Task<RunOutcome> ExecuteAsync(
        RunExecution execution,
        RunFolder folder,
        IReadOnlyList<SeatedModel> seats,
        RunItemSource source,
        RecordLog log,
        CancellationToken stop,
        CancellationToken cancellation)
    {
        // A limit on the whole run, and a batch, are for one process to keep.
        if (LogAccess.Database(workspace) is not { } address || folder.Header.Limits != RunLimits.None || folder.Header.Batch is not null
            || execution.Caller is not null || execution.StopAfter is not null)
        {
            return await execution.RunAsync(folder, seats, source, stop, cancellation);
        }

        await using var runs = await PostgresRuns.OpenAsync(address, cancellation);
        return await new RunWorker(workspace, log, runs) { Progress = execution.Progress, MayRead = execution.MayRead }
            .RunAsync(folder, seats, source, stop, cancellation);
    }

    /// <summary>Seats the models of a run again, and checks that its items are still those of its plan.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When a model cannot be asked, the items changed, or a ruling does not allow the use any longer.</exception>
    public async Task<(IReadOnlyList<SeatedModel> Seats, RunItemSource Source)> ReopenAsync(RunFolder folder, CancellationToken cancellation)
    {
        var plan = folder.Plan;
        var source = new RunItemSource(folder.Header.Items, plan.Items.IdColumn, folder.Header.OptionsColumn);
        await Task.Run(
            () =>
            {
                using var census = new ItemCensus();
                foreach (var (_, item) in source.Read())
                {
                    cancellation.ThrowIfCancellationRequested();
                    census.Add(item);
                }

                if (census.Digest() != plan.Items.Digest)
                {
                    throw new WorkspaceException(
                        ErrorKind.BadData,
                        $"{folder.Header.Items} has changed since run {plan.Id} began: a run is about the items of its plan. Begin a new one; "
                            + "what was answered is not asked again.");
                }
            },
            cancellation);
        var seats = await Seating.AgainAsync(workspace, plan.Panel, plan.Settings.Seed, cancellation);
        if (folder.Header is { Batch: not null, BatchOrLive: false })
        {
            BatchSeats.Check(seats);
        }

        return await UseGate.CheckAsync(workspace, seats, UseNames.Read(plan.Uses), cancellation) is { } refusal
            ? throw new WorkspaceException(refusal.Kind, refusal.Message)
            : (seats, source);
    }

    private async Task RecordAsync(IReadOnlyList<(Ruling, JsonObject)> rulings, CancellationToken cancellation)
    {
        if (shared is null)
        {
            await RulingRecord.AppendAsync(workspace, rulings, cancellation);
            return;
        }

        await using var use = await shared.OpenAsync(cancellation);
        await RulingRecord.AppendAsync(use.Log, rulings, workspace.Time, cancellation);
    }

    private static void CheckSeats(RunRequest request, IReadOnlyList<SeatedModel> seats)
    {
        if (seats.FirstOrDefault(s => s.Seat.Settings?.HasTools == true) is { } tooled)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"{tooled.Seat.Name} may use tools, and what they return differs from day to day: runs ask without tools. Seat it without.");
        }

        if (request is { Batch: not null, BatchOrLive: false })
        {
            BatchSeats.Check(seats);
        }

        if (request.Limits.MicroDollars is not null && seats.FirstOrDefault(s => s.Seat.Model is { Simulated: false, Price: null }) is { } unknown)
        {
            throw new WorkspaceException(
                ErrorKind.Budget,
                $"No price of {unknown.Seat.Model.Name} is known, so that the limit of money could not be kept: give it one under 'models' in roundtable.yaml "
                    + "('input' and 'output', in US dollars per million tokens), or limit calls or tokens instead.");
        }
    }
}

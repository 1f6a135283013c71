using Microsoft.Extensions.Logging;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Gateway.Policies;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway;

/// <summary>Decides whether a request may be forwarded, before anybody is asked, and settles what it cost when it has ended.</summary>
/// <param name="workspace">The registry and the clock.</param>
/// <param name="configuration">Prices.</param>
/// <param name="log">The log, for the registry.</param>
/// <param name="spending">What keys have spent.</param>
/// <param name="limits">What holds for keys that say nothing else.</param>
/// <param name="alerts">Is told of keys whose spending changed.</param>
/// <param name="logger">Is told what could not be settled.</param>
public sealed partial class GatewayAdmission(
    WorkspaceContext workspace,
    GatewayConfiguration configuration,
    SharedLog log,
    GatewaySpending spending,
    GatewayLimits limits,
    BudgetWatch alerts,
    ILogger<GatewayAdmission> logger)
{
    private const string KeyHeader = "x-roundtable-key";
    private const string UseHeader = "x-roundtable-use";
    private const int Ok = 200; // and not 206, a part
    private const long MaxReadBytes = 32L << 20;

    private readonly KeyRates _rates = new(workspace.Time);
    private readonly UseRulings _rulings = new(workspace, log);
    private volatile KeyPolicy? _policy;

    /// <summary>Decides. What it reserves is settled by what the admission says.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Stops.</param>
    public async ValueTask<Admission> AdmitAsync(GatewayRequest request, CancellationToken cancellation)
    {
        try
        {
            var decision = await (await PolicyAsync(cancellation)).DecideAsync(Facts(request), cancellation);
            return decision switch
            {
                PolicyDecision.Allowed allowed => Admitted(request, allowed),
                PolicyDecision.Refused refused => Refused(refused),
                _ => throw new InvalidOperationException(),
            };
        }
#pragma warning disable CA1031 // Whatever keeps a request from being ruled on or reserved, nobody is asked.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new Admission.Refused(
                503, "rules_unavailable", $"Whether this may be asked cannot be told now, so that nobody was asked: {WorkspaceError.Describe(e).Message}");
        }
    }

    private async ValueTask<KeyPolicy> PolicyAsync(CancellationToken cancellation)
    {
        if (_policy is { } policy)
        {
            return policy;
        }

        var database = await spending.OpenAsync(cancellation);
        return _policy = new KeyPolicy(
            new SpendingLedger(database),
            new OwnedIds(database),
            new BatchReservations(database),
            _rates,
            _rulings,
            configuration.CardAsync,
            workspace.Time,
            limits.DayMicroDollars,
            spending.CurrentAsync,
            alerts.Notice);
    }

    private static PolicyRequest Facts(GatewayRequest request) => new()
    {
        Call = request.Call,
        Caller = request.Caller,
        Token = request.Token,
        Connection = request.Upstream.Connection(),
        IsPanel = request.Upstream.Name == Upstream.PanelsName,
        Method = request.Method,
        Path = request.Path,
        StatedUses = request.Header(UseHeader),
        Body = IsReadable(request) ? request.Content!() : null,
        HasUnreadBody = request.HasUnreadBody || (request.Content is not null && !IsReadable(request)),
    };

    /// <summary>Whether the body is read: a document takes several times its size in memory, and no provider takes a larger one.</summary>
    private static bool IsReadable(GatewayRequest request) => request.Content is not null && request.BodyBytes is not > MaxReadBytes;

    private Admission.Admitted Admitted(GatewayRequest request, PolicyDecision.Allowed allowed) => new(allowed.Uses)
    {
        PassesKey = BringsKey(request),
        Conditions = allowed.Conditions,
        ReservedMicroDollars = allowed.Call.Reserved,
        BeforeCompleteAsync = allowed.Call.Owns ? exchange => OwnAsync(allowed.Call, exchange) : null,
        SettleAsync = (exchange, result) => SettleAsync(allowed.Call, exchange, result),
        ReserveAsync = allowed.ReserveAsync is { } reserve
            ? async (most, cancel) => await reserve(most, cancel) is { } refused ? Refused(refused) : null
            : null,
    };

    private static Admission.Refused Refused(PolicyDecision.Refused refused) =>
        new(refused.Status, refused.Code, refused.Message) { RetryAfter = refused.RetryAfter };

    private static async ValueTask OwnAsync(AdmittedCall call, Exchange exchange)
    {
        if (MadeIds.Of(exchange) is { Count: > 0 } made)
        {
            await call.OwnAsync(made, CancellationToken.None);
        }
    }

    private async ValueTask SettleAsync(AdmittedCall call, Exchange exchange, ExchangeResult result)
    {
        try
        {
            await call.SettleAsync(new CallOutcome(result.Status, result.WasAsked, result.Usage, result.CostUsd), CancellationToken.None);
            if (call.IsBatchResults && result is { End: ExchangeEnd.Complete, Status: Ok } && exchange.Received.CanBeKept)
            {
                await call.SettleBatchAsync(MadeIds.Decoded(exchange), CancellationToken.None);
            }
        }
        catch (IOException e)
        {
            Unsettled(result.Call, e.Message); // the next start settles it by its leaf
        }
    }

    /// <summary>Whether the caller sends a provider's key of its own beside the key of this gateway.</summary>
    private static bool BringsKey(GatewayRequest request) =>
        request.Header(KeyHeader) is not null
        && ((request.Header("Authorization") is { } authorization && !IsToken(authorization.Split(' ')[^1]))
            || (request.Header("x-api-key") is { } key && !IsToken(key)));

    private static bool IsToken(string text) => text.StartsWith(AccessToken.Prefix, StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the call {Call} cost could not be settled, so that its reservation stays charged: {Why}")]
    private partial void Unsettled(string call, string why);
}

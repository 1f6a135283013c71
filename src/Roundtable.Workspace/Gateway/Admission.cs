namespace Roundtable.Workspace.Gateway;

/// <summary>Whether a request may be forwarded. Closed: one of the nested kinds and nothing else.</summary>
public abstract record Admission
{
    private protected Admission()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>It may. Whatever was reserved is held until <see cref="SettleAsync"/> is called, which happens once, whatever came of it.</summary>
    /// <param name="Use">The stated use, for the record; null where none was stated.</param>
    public sealed record Admitted(string? Use) : Admission
    {
        /// <summary>Is told what came of the exchange after it is durable in the log, or what is known of it where it could not be made so.</summary>
        public Func<Exchange, ExchangeResult, ValueTask>? SettleAsync { get; init; }

        /// <summary>
        /// Is told once the exchange is durable in the log, before the caller sees the end of the response; null where nobody needs to know so early. Where it
        /// throws, the response is withheld.
        /// </summary>
        public Func<Exchange, ValueTask>? BeforeCompleteAsync { get; init; }

        /// <summary>What was reserved for it, for the record, in millionths of a US dollar; null where nothing was.</summary>
        public long? ReservedMicroDollars { get; init; }

        /// <summary>
        /// Reserves what a panel can cost, in millionths of a US dollar, which is known only once its session is planned; it answers why that cannot be, or
        /// null where it is reserved. Null where the key has no budget, or no panel is asked.
        /// </summary>
        public Func<long, CancellationToken, Task<Refused?>>? ReserveAsync { get; init; }

        /// <summary>What must be met for the stated use to be allowed, for the record.</summary>
        public IReadOnlyList<string> Conditions { get; init; } = [];

        /// <summary>Whether the caller's own provider key is passed on instead of the one in the environment.</summary>
        public bool PassesKey { get; init; }

        private protected override void Seal() { }
    }

    /// <summary>It may not: nobody is asked, and the caller is told in the upstream's own shape of errors.</summary>
    /// <param name="Status">The HTTP status: 401, 402, 403, 429 or 400.</param>
    /// <param name="Code">A short name of the reason in snake_case, such as <c>budget_exceeded</c>.</param>
    /// <param name="Message">One sentence that says what is wrong and what to do.</param>
    public sealed record Refused(int Status, string Code, string Message) : Admission
    {
        /// <summary>After how long to ask again; null where waiting does not help.</summary>
        public TimeSpan? RetryAfter { get; init; }

        private protected override void Seal() { }
    }
}

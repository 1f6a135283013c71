namespace Roundtable.Annotation.Aggregation;

/// <summary>The iteration that rules without gold share (Dempster, Laird and Rubin 1977): labels make parameters, and parameters make labels.</summary>
internal static class ExpectationMaximisation
{
    /// <summary>
    /// Iterates until the mean log likelihood of an item changes by less than <see cref="DawidSkeneRule.Tolerance"/>, at most
    /// <see cref="DawidSkeneRule.MaxIterations"/> times.
    /// </summary>
    /// <param name="items">Number of items.</param>
    /// <param name="iterate">One iteration; gives the log likelihood of all votes.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    public static void Run(int items, Func<double> iterate, CancellationToken cancellation)
    {
        var likelihood = double.NegativeInfinity;
        for (var iteration = 0; iteration < DawidSkeneRule.MaxIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = likelihood;
            likelihood = iterate() / Math.Max(1, items);
            if (Math.Abs(likelihood - before) < DawidSkeneRule.Tolerance)
            {
                break;
            }
        }
    }
}

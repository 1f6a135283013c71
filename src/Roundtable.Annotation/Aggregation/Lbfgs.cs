namespace Roundtable.Annotation.Aggregation;

/// <summary>Minimises a smooth convex function by limited-memory BFGS (Nocedal 1980) with backtracking; deterministic.</summary>
internal static class Lbfgs
{
    private const int Memory = 10;
    private const int MaxIterations = 300;
    private const double Armijo = 1e-4;

    /// <summary>A function at a point: returns its value and fills its gradient.</summary>
    public delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>Moves <paramref name="point"/> to the minimum, until no component of the gradient is above <paramref name="tolerance"/>.</summary>
    /// <param name="objective">What is minimised.</param>
    /// <param name="point">Where it begins, and ends.</param>
    /// <param name="curvature">About how strongly the function curves along each component, above 0: the better, the fewer steps.</param>
    /// <param name="tolerance">Of the gradient, above 0.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static void Minimise(Objective objective, double[] point, double[] curvature, double tolerance, CancellationToken cancellation)
    {
        var gradient = new double[point.Length];
        var value = objective(point, gradient);
        var steps = new List<(double[] Move, double[] Turn, double Curvature)>();
        for (var iteration = 0; iteration < MaxIterations && Largest(gradient) > tolerance; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var direction = Direction(gradient, curvature, steps);
            var slope = Dot(direction, gradient);
            if (slope >= 0)
            {
                return;
            }

            var next = new double[point.Length];
            var turned = new double[point.Length];
            var length = 1.0;
            double reached;
            while (true)
            {
                for (var i = 0; i < point.Length; i++)
                {
                    next[i] = point[i] + (length * direction[i]);
                }

                reached = objective(next, turned);
                if (reached <= value + (Armijo * length * slope))
                {
                    break;
                }

                length /= 2;
                if (length < 1e-12)
                {
                    return;
                }
            }

            Remember(steps, point, next, gradient, turned);
            next.CopyTo(point.AsSpan());
            gradient = turned;
            value = reached;
        }
    }

    private static double[] Direction(double[] gradient, double[] curvature, List<(double[] Move, double[] Turn, double Curvature)> steps)
    {
        var direction = gradient.Select(g => -g).ToArray();
        var shares = new double[steps.Count];
        for (var k = steps.Count - 1; k >= 0; k--)
        {
            shares[k] = Dot(steps[k].Move, direction) / steps[k].Curvature;
            Add(direction, steps[k].Turn, -shares[k]);
        }

        var scale = 1.0;
        if (steps.Count > 0)
        {
            var turn = steps[^1].Turn;
            scale = steps[^1].Curvature / turn.Select((t, i) => t * t / curvature[i]).Sum();
        }

        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] *= scale / curvature[i];
        }

        for (var k = 0; k < steps.Count; k++)
        {
            Add(direction, steps[k].Move, shares[k] - (Dot(steps[k].Turn, direction) / steps[k].Curvature));
        }

        return direction;
    }

    private static void Remember(List<(double[] Move, double[] Turn, double Curvature)> steps, double[] from, double[] to, double[] before, double[] after)
    {
        var move = new double[from.Length];
        var turn = new double[from.Length];
        for (var i = 0; i < from.Length; i++)
        {
            move[i] = to[i] - from[i];
            turn[i] = after[i] - before[i];
        }

        var curvature = Dot(move, turn);
        if (curvature <= 1e-14)
        {
            return;
        }

        steps.Add((move, turn, curvature));
        if (steps.Count > Memory)
        {
            steps.RemoveAt(0);
        }
    }

    private static double Largest(double[] values) => values.Max(Math.Abs);

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static void Add(double[] target, double[] values, double factor)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += factor * values[i];
        }
    }
}

namespace Pneumonia.Training.Torch.Networks;

/// <summary>What a network costs, by counting.</summary>
internal static class NetworkCost
{
    /// <summary>Side of each step's result.</summary>
    internal static int[] Sides(NetworkPlan plan)
    {
        var sides = new int[plan.Steps.Length];
        for (var i = 0; i < sides.Length; i++)
        {
            var input = plan.Steps[i].Input < 0 ? plan.Spec.InputSize : sides[plan.Steps[i].Input];
            sides[i] = plan.Steps[i] switch
            {
                Step.Convolution c => ((input + (2 * c.Padding) - c.Kernel) / c.Stride) + 1,
                Step.MaxPool p => ((input + (2 * p.Padding) - p.Kernel) / p.Stride) + 1,
                _ => input,
            };
        }

        return sides;
    }

    /// <summary>Multiplications of one image's way through the convolutions.</summary>
    internal static double Multiplications(NetworkPlan plan)
    {
        var sides = Sides(plan);
        double sum = 0;
        for (var i = 0; i < sides.Length; i++)
        {
            if (plan.Steps[i] is Step.Convolution c) sum += (double)sides[i] * sides[i] * c.To * (c.From / c.Groups) * c.Kernel * c.Kernel;
        }

        return sum;
    }
}

namespace Pneumonia.Training.Data.Splitting;

/// <summary>Deals patients one by one to the fold that stays nearest to its target.</summary>
internal static class FoldAssigner
{
    /// <summary>More than any imbalance can cost, so that no fold goes without a class that could reach it.</summary>
    private const double Forbidden = 1e9;

    /// <summary>The fold of each patient of the table.</summary>
    /// <param name="table">Patients in the order in which they are dealt.</param>
    /// <param name="targets">The share of every stratum that each fold should get; positive, adding up to one.</param>
    public static int[] Assign(PatientTable table, double[] targets)
    {
        var counts = new int[targets.Length][];
        for (int f = 0; f < targets.Length; f++)
            counts[f] = new int[table.Strata];
        int[] patientsLeft = [.. table.PatientsOf];
        var foldOf = new int[table.Patients.Length];

        for (int p = 0; p < foldOf.Length; p++)
        {
            PatientRows patient = table.Patients[p];
            int best = 0;
            double least = double.PositiveInfinity;
            for (int f = 0; f < targets.Length; f++)
            {
                double cost = Cost(table, patient, counts[f], targets[f]) + CostOfStarving(table, patient, counts, f, patientsLeft);
                if (cost < least)
                    (best, least) = (f, cost);
            }

            foldOf[p] = best;
            for (int s = 0; s < table.Strata; s++)
            {
                counts[best][s] += patient.Counts[s];
                patientsLeft[s] -= patient.Counts[s] > 0 ? 1 : 0;
            }
        }

        return foldOf;
    }

    /// <summary>
    /// How much Σ over folds and strata of target·(share/target − 1)² grows if the fold takes the patient. Relative to the target, so that
    /// a
    /// small side gets its part of large and small patients alike.
    /// </summary>
    private static double Cost(PatientTable table, PatientRows patient, int[] fold, double target)
    {
        double cost = 0;
        for (int s = 0; s < fold.Length; s++)
        {
            if (patient.Counts[s] == 0)
                continue;
            double part = (double)patient.Counts[s] / table.Totals[s];
            double share = (double)fold[s] / table.Totals[s];
            cost += part * ((2 * ((share / target) - 1)) + (part / target));
        }

        return cost;
    }

    /// <summary>Once no more patients of a class are left than folds that lack it, only those folds may take them.</summary>
    private static double CostOfStarving(PatientTable table, PatientRows patient, int[][] counts, int fold, int[] patientsLeft)
    {
        double cost = 0;
        foreach (int c in table.ClassesPresent)
        {
            if (patient.Counts[c] == 0 || counts[fold][c] == 0)
                continue;
            int lacking = 0;
            foreach (int[] other in counts)
                lacking += other[c] == 0 ? 1 : 0;
            if (lacking > 0 && patientsLeft[c] <= lacking)
                cost += Forbidden;
        }

        return cost;
    }
}
